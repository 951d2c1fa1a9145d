namespace Rollup.Sequencer.Rpc;

/// <summary>What is said of a method, apart from its result and its handler.</summary>
internal sealed class RpcMethodDefinition(string name, string summary)
{
    public string Name { get; } = name;

    public string Summary { get; } = summary;

    public string? Description { get; set; }

    public FieldSet Parameters { get; } = new();

    public bool IsAdmin { get; set; }

    public List<RpcErrorDescription> Errors { get; } = [];

    public List<RpcExample> Examples { get; } = [];
}

/// <summary>An error that a method answers beyond those that every method may.</summary>
/// <param name="Reasons">The closed list of <c>data.reason</c>; empty where the code has none.</param>
internal sealed record RpcErrorDescription(RpcErrorCode Code, string Message, IReadOnlyList<string> Reasons);
