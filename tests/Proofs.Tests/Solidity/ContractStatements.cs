using Rollup.Crypto;
using Rollup.Proofs.Examples;
using Rollup.Proofs.Programs;
using Rollup.Proofs.Tests.Proving;

namespace Rollup.Proofs.Tests.Solidity;

/// <summary>The witnesses of the examples, for the programs that contracts verify.</summary>
internal static class ContractStatements
{
    public static ExampleStatement Of(ExampleContract contract)
    {
        (string example, int logHeight) = contract.Name switch
        {
            "Fibonacci" => ("fibonacci", ExampleContracts.LogFibonacciHeight),
            "RangeCheck" => ("range-check", ExampleContracts.LogRangeHeight),
            "FifthPower" => ("fifth-power", ExampleContracts.LogPowerHeight),
            "AskedPowers" => ("asked-powers", ExampleContracts.LogPowerHeight),
            "Poseidon2Chain" => ("poseidon2-8", ExampleContracts.LogChainHeight),
            _ => throw new ArgumentOutOfRangeException(nameof(contract), contract.Name, "no witness for it here"),
        };
        return ExampleStatement.Create(example, TestParameters.Quick(), logHeight) with
        {
            Program = contract.Program,
            Preprocessed = contract.Preprocessed(),
        };
    }

    public static (VerifyingKey Key, StarkProof Proof, Goldilocks[] PublicValues) Prove(ExampleContract contract)
    {
        ExampleStatement statement = Of(contract);
        (VerifyingKey key, StarkProof proof) = statement.Prove();
        return (key, proof, statement.PublicValues);
    }
}
