using Rollup.Crypto.Signatures;

namespace Rollup.Auditor.Evidence;

/// <summary>Shows that a Sequencer contradicted itself; needs nothing but the Sequencer's public key to check.</summary>
public interface IEvidence
{
    /// <summary>The kind's name in files.</summary>
    string Type { get; }

    /// <summary>Why this shows nothing against the holder of the key; null when it does.</summary>
    string? Refute(PublicKey sequencerKey);

    /// <summary>What it shows, in a sentence.</summary>
    string Describe();
}
