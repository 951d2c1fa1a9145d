namespace Rollup.Sequencer.Rpc;

/// <summary>A value that does not fit its schema.</summary>
/// <param name="Expected">Completes "must be …".</param>
/// <param name="Path">Where the value stands below the parameters, such as <c>operations[3].amount</c>; empty for the value itself.</param>
public sealed record ReadFault(string Expected, string Path = "")
{
    private const int MaxNameLength = 64;

    /// <summary>The same fault, seen from the object that holds the value under <paramref name="name"/>.</summary>
    public ReadFault Under(string name)
    {
        // A name may be the caller's own text: an answer is no place to echo a quarter of a megabyte.
        string shown = name.Length <= MaxNameLength ? name : name[..MaxNameLength] + "…";
        return this with { Path = Path.Length == 0 ? shown : Path[0] == '[' ? shown + Path : shown + "." + Path };
    }

    /// <summary>The same fault, seen from the array that holds the value.</summary>
    public ReadFault At(int index) => Under($"[{index}]");
}
