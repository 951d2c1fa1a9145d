using System.Text;
using Rollup.Crypto.Signatures;

namespace Rollup.Sequencer;

/// <summary>Keys that everybody has. Refused on every chain but the development one.</summary>
public static class DevelopmentKeys
{
    /// <summary>The sequencer's receipt key on the development chain.</summary>
    public static SecretKey Sequencer { get; } =
        SecretKey.FromSeed(Encoding.ASCII.GetBytes("rollup development chain: the sequencer's key, known to everybody"));
}
