using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Rollup.Protocol;

namespace Rollup.Sequencer.Node;

/// <summary>Where things lie in a node's data directory.</summary>
public sealed record DataLayout(string Root)
{
    /// <summary>The event log: the only thing that cannot be made again.</summary>
    public string Log => Path.Combine(Root, "log");

    public string Snapshots => Path.Combine(Root, "snapshots");

    /// <summary>The high-water mark. Better kept elsewhere: it must not come back from a backup together with the log.</summary>
    public string Mark => Path.Combine(Root, "mark", "high-water-mark");

    /// <summary>What stands in every file of a log, so that another rollup's files are refused.</summary>
    public static string IdentityOf(ChainContext context) => $"chain {context.ChainId} contract {context.Contract}";

    /// <summary>Reads what <see cref="IdentityOf"/> wrote.</summary>
    public static bool TryParseIdentity(string? identity, [NotNullWhen(true)] out ChainContext? context)
    {
        string[] words = identity?.Split(' ') ?? [];
        bool parsed = words is ["chain", _, "contract", _]
            & EthereumAddress.TryParse(words.ElementAtOrDefault(3), out EthereumAddress contract)
            & ulong.TryParse(words.ElementAtOrDefault(1), NumberStyles.None, CultureInfo.InvariantCulture, out ulong chainId);
        context = parsed && chainId is > 0 and <= ProtocolLimits.MaxChainId ? new(chainId, contract) : null;
        return context is not null;
    }
}
