using Rollup.Proofs.Commitments;
using Rollup.Proofs.Fri;
using Rollup.Proofs.Recursion.Verifier;
using Rollup.Proofs.Serialization;
using Rollup.Proofs.Tests.Mutations;
using Rollup.Proofs.Transcripts;
using Rollup.Proofs.Verifying;

namespace Rollup.Proofs.Tests.Recursion.Verifier;

/// <summary>For each check and absorb of the verifier circuit the forgery that it refuses, or why there is none.</summary>
internal static class CircuitForgeries
{
    /// <summary>By the circuit's name of the check: the name of the forgery in <see cref="CheckForgeries"/>, and the scope that refuses it.</summary>
    public static readonly (string Check, string Forgery, string Scope)[] Checks =
    [
        (VerifierCircuit.BusTotal, "bus total", "buses"),
        (VerifierCircuit.BusTotal, "bus total with public messages", "buses"),
        ("constraints of fibonacci", "constraints", "constraints of fibonacci"),
        ("final value", "final value", "query"),
        ("rows of round 0", "rows of preprocessed columns", "query"),
        ("rows of round 0", "rows of main columns", "query"),
        ("rows of round 2", "rows of auxiliary columns", "query"),
        ("rows of round 1", "rows of quotients", "query"),
        ("leaf of layer 0", "leaves of layer 0", "query"),
        ("leaf of layer 1", "leaves of layer 1", "query"),
        ("value in layer 0", "values of a leaf", "query"),
        (CircuitTranscript.WorkAt(OpeningTranscript.BatchingSite), "work before batching", "opening"),
        (CircuitTranscript.WorkAt(OpeningTranscript.FoldingSite(0)), "work before folding", "opening"),
        (CircuitTranscript.WorkAt(OpeningTranscript.QuerySite), "work before queries", "opening"),
    ];

    /// <summary>What can be left out without a false statement getting through, each with the reason.</summary>
    public static readonly Dictionary<string, string> Implied = new()
    {
        [VerifierCircuit.PublicPadding] =
            "The elements are no public values, and are absorbed before any challenge: a prover who sets them draws other challenges and gains nothing. With the check, circuit and native verifier take the same proofs.",
        [CircuitTranscript.AbsorbOf("log heights")] = "Heights are constants of a circuit: a proof with others has no tape.",
        [CircuitTranscript.AbsorbOf(OpeningTranscript.BatchingSite)] = AbsorbForgeries.Implied[OpeningTranscript.BatchingSite],
        [CircuitTranscript.AbsorbOf(OpeningTranscript.QuerySite)] = AbsorbForgeries.Implied[OpeningTranscript.QuerySite],
        [CircuitTranscript.AbsorbOf("folding N")] = AbsorbForgeries.Implied["folding"],
    };

    /// <summary>For each failure of the native verifier what a circuit has in its place: a check, or a reason why it needs none.</summary>
    public static readonly Dictionary<Type, string> NativeChecks = new()
    {
        [typeof(BusesUnbalanced)] = VerifierCircuit.BusTotal,
        [typeof(ConstraintsUnsatisfied)] = "constraints of X",
        [typeof(FinalValueMismatch)] = "final value",
        [typeof(LeafValueMismatch)] = "value in layer N",
        [typeof(MerkleRootMismatch)] = "rows of round N",
        [typeof(WorkMissing)] = "work at folding N",
        [typeof(PublicMessageUndefined)] = "The fraction is a division, which has no solution for 1/0.",
        [typeof(PointInsideDomain)] =
            "The numerators would have to be zero too, and ζ lies in the base field once in 2^128 proofs: luck that the out-of-domain term counts.",
        [typeof(PublicValueCountMismatch)] = AtBuild,
        [typeof(TableCountMismatch)] = AtBuild,
        [typeof(TableHeightOutOfRange)] = AtBuild,
        [typeof(MultiplicityOverflow)] = AtBuild,
        [typeof(SoundnessBelowFloor)] = AtBuild,
        [typeof(HeightOutOfRange)] = AtBuild,
        [typeof(MalformedProof)] = ByForm,
        [typeof(AuxiliaryCommitmentMismatch)] = ByForm,
        [typeof(BusSumCountMismatch)] = ByForm,
        [typeof(CapSizeMismatch)] = ByForm,
        [typeof(OpenedValueCountMismatch)] = ByForm,
        [typeof(LayerCountMismatch)] = ByForm,
        [typeof(NonceCountMismatch)] = ByForm,
        [typeof(FinalPolynomialLengthMismatch)] = ByForm,
        [typeof(RowOpeningCountMismatch)] = ByForm,
        [typeof(OpenedHeightsMismatch)] = ByForm,
        [typeof(OpenedRowsMismatch)] = ByForm,
        [typeof(SiblingCountMismatch)] = ByForm,
        [typeof(CoefficientCountMismatch)] = ByForm,
        [typeof(DigestNotCanonical)] = "A tape consists of field elements, and so does a word.",
    };

    /// <summary>Forgeries that have no tape, or whose program or heights have no circuit.</summary>
    public static readonly string[] WithoutForm =
    [
        "public value count", "table count", "table height", "multiplicity bound", "soundness floor", "bus sum count", "opened value count",
        "final polynomial length",
    ];

    private const string AtBuild = "There is no circuit for such a statement.";

    private const string ByForm = "The circuit reads as many words as it should, and there is no tape for such a proof.";
}
