namespace Rollup.Protocol;

/// <summary>Why public data was refused: the slot and what was expected there.</summary>
public sealed record PublicDataFault(int Slot, string Message);
