namespace Rollup.Protocol;

/// <summary>One sum per token; a sum of zero is not kept.</summary>
internal sealed class TokenTotals
{
    private readonly SortedDictionary<TokenId, ulong> _totals = [];

    public int Count => _totals.Count;

    /// <summary>Non-zero sums, tokens ascending.</summary>
    public IReadOnlyCollection<KeyValuePair<TokenId, ulong>> InOrder => _totals;

    public ulong this[TokenId token]
    {
        get => _totals.GetValueOrDefault(token);
        set
        {
            if (value == 0)
            {
                _totals.Remove(token);
            }
            else
            {
                _totals[token] = value;
            }
        }
    }
}
