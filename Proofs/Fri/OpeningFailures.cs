using Rollup.Crypto;

namespace Rollup.Proofs.Fri;

/// <summary>A matrix has a height that the proof system does not take.</summary>
public sealed record HeightOutOfRange(int Round, int Matrix, int LogRowCount, int MaxLogRowCount) : ProofFailure;

/// <summary>Rounds, matrices or points have another number of claimed values than the statement asks for.</summary>
/// <param name="Where">The list that is too short or too long.</param>
public sealed record OpenedValueCountMismatch(string Where, int Expected, int Actual) : ProofFailure;

/// <summary>An opening point lies in the base field, where the domains are.</summary>
public sealed record PointInsideDomain(int Round, int Matrix, GoldilocksCubic Point) : ProofFailure;

/// <summary>There are more or fewer folding rounds than the schedule has.</summary>
public sealed record LayerCountMismatch(string What, int Expected, int Actual) : ProofFailure;

/// <summary>The final polynomial is longer or shorter than the schedule leaves it.</summary>
public sealed record FinalPolynomialLengthMismatch(int Expected, int Actual) : ProofFailure;

/// <summary>There are more or fewer nonces than the parameters ask for.</summary>
public sealed record NonceCountMismatch(int Expected, int Actual) : ProofFailure;

/// <summary>A nonce does not give the bits of work that are due.</summary>
public sealed record WorkMissing(string Site, int Bits) : ProofFailure;

/// <summary>There is not one opening of rows for each round of commitments.</summary>
public sealed record RowOpeningCountMismatch(int Expected, int Actual) : ProofFailure;

/// <summary>A folding round's opening has another number of coefficients than its leaves have.</summary>
public sealed record CoefficientCountMismatch(int Layer, int Expected, int Actual) : ProofFailure;

/// <summary>A leaf that several queries meet does not have the value that one of them computed.</summary>
/// <param name="Position">In the layer's codeword.</param>
public sealed record LeafValueMismatch(int Layer, int Position, GoldilocksCubic Expected, GoldilocksCubic Actual) : ProofFailure;

/// <summary>The folded value of a query differs from the final polynomial's.</summary>
/// <param name="Position">In the last codeword.</param>
public sealed record FinalValueMismatch(int Position, GoldilocksCubic Expected, GoldilocksCubic Actual) : ProofFailure;
