namespace Rollup.Proofs.Commitments;

/// <summary>A commitment has another number of cap nodes than the shape of its tree asks for.</summary>
public sealed record CapSizeMismatch(string Tree, int Expected, int Actual) : ProofFailure;

/// <summary>The opened rows of one height have too few or too many values.</summary>
public sealed record OpenedRowsMismatch(string Tree, int LogRowCount, int Expected, int Actual) : ProofFailure;

/// <summary>Sibling digests are missing, or some are left over.</summary>
public sealed record SiblingCountMismatch(string Tree, int Expected, int Actual) : ProofFailure;

/// <summary>A digest is not one that the hash can produce.</summary>
public sealed record DigestNotCanonical(string Tree, MerkleDigest Digest) : ProofFailure;

/// <summary>The opened rows do not lead to the commitment.</summary>
public sealed record MerkleRootMismatch(string Tree, int CapIndex, MerkleDigest Expected, MerkleDigest Actual) : ProofFailure;

/// <summary>An opening has rows for another number of heights than its tree.</summary>
public sealed record OpenedHeightsMismatch(string Tree, int Expected, int Actual) : ProofFailure;
