using Rollup.Crypto;
using Rollup.Proofs.Examples;
using Rollup.Proofs.Examples.NodeChain;
using Rollup.Proofs.Programs;
using Rollup.Proofs.Recursion.Circuits;
using Rollup.Proofs.Recursion.Machines;
using Rollup.Proofs.Tests.Proving;
using Rollup.Proofs.Transforms;

namespace Rollup.Proofs.Tests.Solidity;

/// <summary>The witnesses of the examples, for the programs that contracts verify.</summary>
internal static class ContractStatements
{
    public static ExampleStatement Of(ExampleContract contract) => contract.Name == "NodeChain" ? NodeChain(contract) : Example(contract);

    private static ExampleStatement NodeChain(ExampleContract contract)
    {
        Circuit circuit = NodeChainCircuit.Build(ExampleContracts.NodeChainSteps);
        CircuitExecution execution = circuit.Execute(NodeChainCircuit.Tape(new(1, 2, 3, 4)));
        NativeMatrix[] traces = new NarrowMachine(contract.Program.Name, contract.Program.Parameters, circuit).Trace(circuit, execution, Workers.All);
        return new(contract.Program, contract.Preprocessed(), traces, execution.PublicValues);
    }

    private static ExampleStatement Example(ExampleContract contract)
    {
        (string example, int logHeight) = contract.Name switch
        {
            "Fibonacci" => ("fibonacci", ExampleContracts.LogFibonacciHeight),
            "RangeCheck" => ("range-check", ExampleContracts.LogRangeHeight),
            "FifthPower" => ("fifth-power", ExampleContracts.LogPowerHeight),
            "AskedPowers" => ("asked-powers", ExampleContracts.LogPowerHeight),
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
