namespace Rollup.Protocol;

/// <summary>Why an operation was not taken. Nothing changed.</summary>
/// <param name="Message">One sentence for a person.</param>
/// <param name="Expected">What would have been accepted, where that can be said: the next nonce, the largest amount, …</param>
public sealed record Refusal(RefusalReason Reason, string Message, string? Expected);
