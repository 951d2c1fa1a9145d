using System.Runtime.CompilerServices;
using System.Text.Json;
using Rollup.Crypto;
using Rollup.Proofs.Airs;
using Rollup.Proofs.Commitments;
using Rollup.Proofs.Examples;
using Rollup.Proofs.Fri;
using Rollup.Proofs.Programs;
using Rollup.Proofs.Proving;
using Rollup.Proofs.Recursion.Layers;
using Rollup.Proofs.Serialization;
using Rollup.Proofs.Tests.Forging;
using Rollup.Proofs.Tests.Fri;
using Rollup.Proofs.Tests.Mutations;
using Rollup.Proofs.Tests.PlainVerifier;
using Rollup.Proofs.Tests.Proving;
using Rollup.Proofs.Tests.Recursion.Verifier;
using Rollup.Proofs.Tests.Solidity;
using Rollup.Proofs.Transforms;
using Verdict = Rollup.Proofs.Tests.PlainVerifier.PlainVerdict;

namespace Rollup.Proofs.Tests.Recursion.Verdicts;

/// <summary>The table of which verifiers see which proofs.</summary>
internal static class ProofSets
{
    private const int Seed = 20261120;
    private const int PartMutantsPerProof = 16;
    private const int ByteMutantsPerProof = 6;
    private const int ConstraintsPerTable = 3;

    /// <summary>Of this scale: traces take longer than proofs.</summary>
    private const int MostTraces = 20;

    private const int ContractVectorsPerProgram = 12;

    private const Verifiers Outside = Verifiers.Native | Verifiers.Plain;
    private const Verifiers Inside = Outside | Verifiers.Circuit;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    public static readonly ProofSet[] All =
    [
        new("right proofs of the examples", Inside | Verifiers.Trace, Verifiers.None, [Verdict.Accepted], 14, _ => Proven().Select(AsProven)),
        new("proofs with one element changed", Inside, Verifiers.None, [Verdict.Buses, Verdict.Opening], 110, PartMutants),
        new("proofs with any bytes changed", Outside, Verifiers.Circuit, [Verdict.Format, Verdict.Work, Verdict.Opening], 80, ByteMutants),
        new("forgeries against single checks", Inside, Verifiers.None, [Verdict.Buses, Verdict.Work, Verdict.Opening, Verdict.Constraints], 14, _ => CheckForgeriesJudged()),
        new("provers who deviate in one step", Inside | Verifiers.Trace, Verifiers.None, [Verdict.Accepted, Verdict.Buses, Verdict.Opening, Verdict.Constraints], 9, _ => Deviating()),
        new("proofs with one element changed, down to the trace", Inside | Verifiers.Trace, Verifiers.None, [Verdict.Opening], 14, scale => PartMutants(Math.Min(scale, MostTraces)).Where((_, index) => index % 8 == 0)),
        new("traces that break one constraint", Inside, Verifiers.None, [Verdict.Constraints], 25, ConstraintForgeries),
        new("Keccak-256 trees, and trees with caps", Outside, Verifiers.None, [Verdict.Accepted, Verdict.Opening], 28, _ => OutsideOnly()),
        new("vectors of the contracts", Verifiers.Native | Verifiers.Contract, Verifiers.Plain, [Verdict.Format, Verdict.Work, Verdict.Opening], 50, ContractVectors),
    ];

    /// <summary>Eight queries and work; and one query without, whose answer has the same form wherever it falls.</summary>
    private static IEnumerable<AllVerifiers> Proven() => ExampleStatement.Names.SelectMany(example => (AllVerifiers[])
        [new(VerifierScenario.Prove(example, parameters: Parameters)), new(VerifierScenario.Prove(example, logHeight: 3, OneQuery))]);

    /// <summary>The plain verifier knows the wider examples' columns at this blow-up.</summary>
    private static ProofParameters Parameters
    {
        get
        {
            ProofParameters quick = TestParameters.Quick(logBlowup: 1);
            return quick with { Fri = quick.Fri with { CapHeight = 0 } };
        }
    }

    private static ProofParameters OneQuery =>
        Parameters with { Fri = Parameters.Fri with { QueryCount = 1, QueryGrindingBits = 0, CommitGrindingBits = 0 }, FloorBits = 0 };

    private static JudgedProof AsProven(AllVerifiers verifiers) => new(verifiers, verifiers.PublicValues, verifiers.Bytes, "as proven");

    private static IEnumerable<JudgedProof> PartMutants(int scale)
    {
        foreach (string example in ExampleStatement.Names)
        {
            AllVerifiers verifiers = new(VerifierScenario.Prove(example, logHeight: 3, OneQuery));
            IReadOnlyList<ProofPart> parts = ProofMap.Of(verifiers.Key, verifiers.LogHeights, verifiers.Bytes);
            Random random = new(Seed);
            for (int i = 0; i < scale * PartMutantsPerProof; i++)
            {
                yield return PartMutant.Draw(random, verifiers, parts);
            }
        }
    }

    private static IEnumerable<JudgedProof> ByteMutants(int scale)
    {
        foreach (AllVerifiers verifiers in Proven())
        {
            Random random = new(Seed);
            byte[] other = verifiers.Bytes[..^100];
            for (int i = 0; i < scale * ByteMutantsPerProof; i++)
            {
                Mutant mutant = Mutant.Draw(random, verifiers.PublicValues, verifiers.Bytes, other);
                yield return new(verifiers, mutant.PublicValues, mutant.Bytes, mutant.What);
            }
        }
    }

    /// <summary>Those that succeed by luck are judged whether they do or not.</summary>
    private static IEnumerable<JudgedProof> CheckForgeriesJudged()
    {
        foreach (string name in CircuitForgeries.Checks.Select(entry => entry.Forgery))
        {
            Forged forged = CheckForgeries.All[name].Forge(0);
            yield return AsProven(new(new(forged.Key, [.. forged.PublicValues], forged.Proof))) with { What = name };
        }
    }

    private static IEnumerable<JudgedProof> ConstraintForgeries(int scale)
    {
        foreach ((string example, int table, int count) in Forgery.Tables())
        {
            int step = Math.Max(1, count / (scale * ConstraintsPerTable));
            for (int constraint = 0; constraint < count; constraint += step)
            {
                ExampleStatement broken = Forgery.Create(example, table, constraint);
                StarkProgram program = broken.Program;
                (VerifyingKey key, StarkProof proof) =
                    (broken with { Program = new(program.Name, Parameters, program.Tables, program.PublicMessages) }).Prove();
                yield return AsProven(new(new(key, [.. broken.PublicValues], proof))) with { What = $"{example}, table {table}, constraint {constraint}" };
            }
        }
    }

    /// <summary>Their transcripts are in order, so that only the algebra can refuse them. That running sums are shifted as a whole is nobody's concern.</summary>
    private static IEnumerable<JudgedProof> Deviating()
    {
        GoldilocksCubic delta = new(1, 2, 3);
        yield return By("range-check", "sums shifted from one table to another", (key, statement) => new(key, statement)
        {
            ChangeSum = (table, sum) => table == 0 ? sum + delta : sum - delta,
        });
        yield return By("range-check", "a sum that is off", (key, statement) => new(key, statement) { ChangeSum = (_, sum) => sum + delta });
        foreach ((int table, int column) in ((int, int)[])[(0, 0), (0, 3), (1, 0)])
        {
            yield return By("range-check", $"auxiliary cell of table {table}, column {column}", (key, statement) => new(key, statement)
            {
                ChangeAuxiliary = (changed, matrix) => AddOne(matrix, 3, changed == table ? column : null),
            });
        }

        foreach (string example in (string[])["poseidon2-8", "entry-batch"])
        {
            yield return By(example, "another quotient", (key, statement) => new(key, statement)
            {
                ChangeQuotient = values => Shift(values, column: 0),
            });
        }

        yield return By("range-check", "running sums shifted as a whole", (key, statement) => new(key, statement)
        {
            ChangeAuxiliary = (_, matrix) => Shift(matrix, matrix.ColumnCount - 3),
        });

        Forged leftOut = WithoutShorterTable();
        yield return AsProven(new(new(leftOut.Key, [.. leftOut.PublicValues], leftOut.Proof))) with { What = "short table left out of the folding" };

        static void AddOne(NativeMatrix matrix, int row, int? column)
        {
            if (column is { } changed)
            {
                matrix[row, changed] += Goldilocks.One;
            }
        }

        static void Shift(NativeMatrix matrix, int column)
        {
            for (int row = 0; row < matrix.RowCount; row++)
            {
                matrix[row, column] += Goldilocks.One;
            }
        }
    }

    /// <summary>The numbers do not add up. Claims about their table, the shorter one, are whatever suits; its codeword is left out where it would join.</summary>
    private static Forged WithoutShorterTable()
    {
        ExampleStatement statement = FalseStatements.RangeCheckSum();
        Place quotient = new(Round: 3, Matrix: 0, Column: 0);
        OpenedValues Fitting(Forger forger) =>
            forger.Shift(forger.Truth, quotient, forger.Solve(forger.Truth, (values, step) => forger.Shift(values, quotient, step), table: 0));
        return Forged.By(new(statement.Program, statement.Preprocessed, statement.Traces, statement.PublicValues, omitted: null)
        {
            OpensAs = (forger, transcript) => DishonestOpening.Open(
                statement.Program.Parameters.Fri, transcript, forger.Rounds, _ => Fitting(forger), codewords => codewords[1].Elements.Clear()),
        });
    }

    private static JudgedProof By(string example, string what, Func<ProvingKey, ExampleStatement, DishonestProver> prover)
    {
        ExampleStatement statement = ExampleStatement.Create(example, Parameters, logHeight: 3);
        using ProvingKey key = statement.CreateKey(Workers.All);
        return AsProven(new(new(key.VerifyingKey, [.. statement.PublicValues], prover(key, statement).Prove()))) with { What = what };
    }

    private static IEnumerable<JudgedProof> OutsideOnly() =>
        from example in ExampleStatement.Names
        from hash in Enum.GetValues<HashFunction>()
        from isChanged in (bool[])[false, true]
        let verifiers = new AllVerifiers(VerifierScenario.Prove(example, logHeight: 3, TestParameters.Quick(hash: hash)))
        select isChanged ? WithBitOfLastByte(verifiers) : AsProven(verifiers);

    private static JudgedProof WithBitOfLastByte(AllVerifiers verifiers) =>
        new(verifiers, verifiers.PublicValues, [.. verifiers.Bytes[..^1], (byte)(verifiers.Bytes[^1] ^ 1)], "the last byte");

    private static IEnumerable<JudgedProof> ContractVectors(int scale)
    {
        foreach (ExampleContract contract in ExampleContracts.All)
        {
            ContractVector vector = JsonSerializer.Deserialize<ContractVector>(File.ReadAllText(Path.Combine(Folder(), $"{contract.Name}.json")), Json)!;
            byte[] proofBytes = Convert.FromHexString(vector.Proof[2..]);
            byte[] publicBytes = Convert.FromHexString(vector.PublicValues[2..]);
            Goldilocks[] publicValues = ContractVector.ElementsOf(publicBytes);
            VerifyingKey key = contract.CreateKey();
            Assert.Null(StarkProofFormat.Read(key, proofBytes, out StarkProof? proof));
            AllVerifiers verifiers = new(new(key, [.. publicValues], proof!));
            int step = Math.Max(1, vector.What.Length / (scale * ContractVectorsPerProgram));
            for (int i = 0; i < vector.What.Length; i += step)
            {
                Splice splice = new(vector.What[i], vector.Target[i] == 1, vector.At[i], vector.Removed[i], Convert.FromHexString(vector.Inserted[i][2..]));
                yield return splice.IsPublic
                    ? new(verifiers, ContractVector.ElementsOf(splice.Apply(publicBytes)), proofBytes, splice.What, vector.Failure[i])
                    : new(verifiers, publicValues, splice.Apply(proofBytes), splice.What, vector.Failure[i]);
            }
        }
    }

    private static string Folder([CallerFilePath] string here = "") =>
        Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "..", "vectors", "contracts");
}
