using Rollup.Crypto;

namespace Rollup.Proofs.Verifying;

/// <summary>A statement has another number of public values than its program.</summary>
public sealed record PublicValueCountMismatch(int Expected, int Actual) : ProofFailure;

/// <summary>A proof has heights for another number of tables than its program.</summary>
public sealed record TableCountMismatch(int Expected, int Actual) : ProofFailure;

/// <summary>A table is shorter or taller than its program allows.</summary>
public sealed record TableHeightOutOfRange(string Table, int MinLogHeight, int MaxLogHeight, int Actual) : ProofFailure;

/// <summary>At these heights one message could be sent so often that the count wraps around in the field.</summary>
/// <param name="Bound">Σ bound · height.</param>
public sealed record MultiplicityOverflow(UInt128 Bound) : ProofFailure;

/// <summary>At these heights the parameters give less provable soundness than the program asks for.</summary>
public sealed record SoundnessBelowFloor(int FloorBits, double Bits, string LeastTerm) : ProofFailure;

/// <summary>A proof has auxiliary columns although its program has no buses, or the other way round.</summary>
public sealed record AuxiliaryCommitmentMismatch(bool Expected) : ProofFailure;

/// <summary>A proof has sums for another number of tables than have messages.</summary>
public sealed record BusSumCountMismatch(int Expected, int Actual) : ProofFailure;

/// <summary>The fingerprint of a public message is zero, so that there is no fraction for it.</summary>
/// <param name="Message">Its place among the program's public messages.</param>
public sealed record PublicMessageUndefined(int Message) : ProofFailure;

/// <summary>The tables' sums and the public messages do not add up to zero: something was sent that nobody received, or the other way round.</summary>
public sealed record BusesUnbalanced(GoldilocksCubic Total) : ProofFailure;

/// <summary>A table's folded constraints are not the vanishing polynomial times its quotient.</summary>
/// <param name="Expected">(ζᴺ − 1)·Q(ζ).</param>
/// <param name="Actual">The constraints, evaluated on the claimed values and folded with α.</param>
public sealed record ConstraintsUnsatisfied(string Table, int Index, GoldilocksCubic Expected, GoldilocksCubic Actual) : ProofFailure;
