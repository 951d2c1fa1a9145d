using System.Text;

namespace Rollup.EventLog.Segments;

/// <summary>Looks names up by their bytes, so that reading a record makes no string for a name already known.</summary>
internal sealed class AsciiNames : IEqualityComparer<string>, IAlternateEqualityComparer<ReadOnlySpan<byte>, string>
{
    public static AsciiNames Comparer { get; } = new();

    public bool Equals(string? x, string? y) => x == y;

    public int GetHashCode(string obj)
    {
        var hash = new Fnv();
        foreach (char c in obj)
        {
            hash.Add((byte)c);
        }

        return hash.Value;
    }

    public bool Equals(ReadOnlySpan<byte> alternate, string other) => Ascii.Equals(alternate, other);

    public int GetHashCode(ReadOnlySpan<byte> alternate)
    {
        var hash = new Fnv();
        foreach (byte b in alternate)
        {
            hash.Add(b);
        }

        return hash.Value;
    }

    public string Create(ReadOnlySpan<byte> alternate) => Encoding.ASCII.GetString(alternate);

    /// <summary>FNV-1a, which does not depend on whether it is fed characters or bytes. Names are ours, so nobody aims at collisions.</summary>
    private struct Fnv
    {
        private uint _state = 2166136261;

        public Fnv()
        {
        }

        public readonly int Value => (int)_state;

        public void Add(byte b) => _state = (_state ^ b) * 16777619;
    }
}
