namespace Rollup.Protocol;

/// <summary>The log, or our own code, applied an operation that the rules do not allow. Nothing was changed by it.</summary>
public sealed class InvalidTransitionException(string message) : Exception(message);
