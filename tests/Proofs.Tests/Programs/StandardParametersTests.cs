using Rollup.Proofs.Programs;
using Rollup.Proofs.Soundness;

namespace Rollup.Proofs.Tests.Programs;

/// <summary>Every layer keeps its floor at the greatest shape that the design foresees for it.</summary>
public sealed class StandardParametersTests
{
    public static TheoryData<string, ProofParameters, int, int, int> Layers => new()
    {
        // name, parameters, log₂ height, openings, degree
        { "batch, blow-up 2", StandardParameters.Blowup2, 22, 2000, 3 },
        { "batch, blow-up 4", StandardParameters.Blowup4, 22, 2000, 5 },
        { "wrap and join", StandardParameters.Blowup8, 18, 2000, 8 },
        { "compress", StandardParameters.Blowup64, 16, 2000, 8 },
        { "last", StandardParameters.Blowup256, 15, 260, 8 },
        { "batch, 128 bits", StandardParameters.Bits128, 22, 2000, 5 },
    };

    [Theory]
    [MemberData(nameof(Layers))]
    [Trait("Plan", "G18")]
    public void Each_layer_has_its_provable_bits(string layer, ProofParameters parameters, int logHeight, int openings, int degree)
    {
        SoundnessAccount account = SoundnessAccount.Of(new()
        {
            LogHeight = logHeight, LogBlowup = parameters.Fri.LogBlowup, Openings = openings, Constraints = 3000, Degree = degree, Points = 2,
            Arity = 1 << parameters.Fri.MaxLogArity, BusWeight = Math.Pow(2, logHeight) * 64 * 18, Queries = parameters.Fri.QueryCount,
            QueryGrindingBits = parameters.Fri.QueryGrindingBits, CommitGrindingBits = parameters.Fri.CommitGrindingBits,
        });
        Assert.True(account.Bits >= parameters.FloorBits, $"{layer}:\n{account}");
    }
}
