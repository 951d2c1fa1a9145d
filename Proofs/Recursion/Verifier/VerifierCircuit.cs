using System.Collections.Immutable;
using Rollup.Crypto;
using Rollup.Proofs.Airs;
using Rollup.Proofs.Fri;
using Rollup.Proofs.Programs;
using Rollup.Proofs.Recursion.Circuits;
using Rollup.Proofs.Verifying;

namespace Rollup.Proofs.Recursion.Verifier;

/// <summary>The verifier of one program's proofs as a circuit: <see cref="Verifying.StarkVerifier"/>, step by step, in wires.</summary>
/// <remarks>
/// Heights are part of the circuit, as are the parameters: what a native verifier checks about them is checked when the
/// circuit is made, and what it checks about the form of a proof holds by the circuit's shape. Trees have no caps.
/// <see cref="ProofTape"/> writes a proof as the tape it reads.
/// </remarks>
public sealed class VerifierCircuit
{
    internal const string BusTotal = "bus total";
    internal const string PublicPadding = "zeros after the public values";

    private readonly CircuitBuilder _builder;
    private readonly StarkProgram _program;
    private readonly ImmutableArray<int> _logHeights;
    private readonly OpeningLayout _layout;
    private readonly OpeningPlan _plan;
    private readonly int[][] _pointCounts;

    /// <exception cref="ArgumentException">The program has caps or another hash, or does not take proofs of these heights.</exception>
    public VerifierCircuit(CircuitBuilder builder, StarkProgram program, ImmutableArray<int> logHeights)
    {
        (_builder, _program, _logHeights) = (builder, program, logHeights);
        FriParameters parameters = program.Parameters.Fri;
        if (parameters.Hash != Commitments.HashFunction.Poseidon2 || parameters.CapHeight != 0)
        {
            throw new ArgumentException($"{program.Name} cannot be verified in a circuit: its trees need Poseidon2 and no cap.", nameof(program));
        }

        if (StarkVerifier.CheckStatement(program, program.PublicCount, logHeights).FirstOrDefault(failure => failure is not null) is { } refused)
        {
            throw new ArgumentException($"No verifier takes such proofs of {program.Name}: {refused}.", nameof(logHeights));
        }

        _layout = new(program, logHeights);

        // Only how many points there are matters here.
        var points = _layout.PointsOf(new(default, Goldilocks.One, default));
        _plan = new(parameters, _layout.Shapes, points);
        _pointCounts = [.. points.Select(round => (int[])[.. round.Select(matrix => matrix.Count)])];
    }

    /// <summary>For tests: names a check or an absorb that the circuit is made without, as if it had been forgotten.</summary>
    internal Predicate<string> Omits { get; init; } = _ => false;

    /// <summary>States that a proof on the tape is right.</summary>
    /// <param name="programHash">Of the program whose proof it is.</param>
    /// <param name="preprocessedRoot">Of that program; none if it has no preprocessed columns.</param>
    /// <param name="publicWords">The public values, four to a word, the last word filled with zeros.</param>
    public void Verify(Wire programHash, Wire preprocessedRoot, ImmutableArray<Wire> publicWords)
    {
        CheckWords(preprocessedRoot, publicWords.Length);
        CircuitTranscript transcript = new(_builder, Omits);

        // 1. The statement.
        _builder.Enter("statement");
        CircuitValue[] publicValues = UnpackPublicValues(publicWords);
        transcript.Absorb("program hash", programHash);
        transcript.Absorb("log heights", HeightWords().Select(_builder.ConstantWord));
        transcript.Absorb("public values", publicWords);

        // 2. The traces' commitment.
        Wire main = Absorbed(transcript, "main commitment");
        CircuitBusChallenges? challenges = _program.HasBuses
            ? new(_builder, transcript.SampleCubic("bus alpha"), transcript.SampleCubic("bus beta"), _program.MaxMessageWidth)
            : null;

        // 3. The buses.
        _builder.Enter("buses");
        Wire auxiliary = default;
        CircuitValue[] sums = [];
        if (challenges is not null)
        {
            auxiliary = Absorbed(transcript, "auxiliary commitment");
            Wire[] sumWires = [.. _layout.Auxiliary.Select(_ => Absorbed(transcript, "bus sums"))];
            sums = [.. sumWires.Select(_builder.ValueOf)];
            CheckBuses(sums, challenges, publicValues);
        }

        // 4. The quotients' commitment.
        _builder.Enter("quotients");
        CircuitValue alpha = transcript.SampleCubic("alpha");
        Wire quotient = Absorbed(transcript, "quotient commitment");
        CircuitValue zeta = transcript.SampleCubic("zeta");

        // 5. The values at ζ.
        _builder.Enter("opening");
        OpenedCircuit opened = new(_builder, _plan, _pointCounts);
        Open(transcript, opened, zeta, [.. new[] { preprocessedRoot, main, auxiliary, quotient }.Where(root => !root.IsNone)]);

        // 6. The constraints on these values.
        for (int table = 0; table < _program.Tables.Length; table++)
        {
            string name = $"constraints of {_program.Shapes[table].Air.Name}";
            _builder.Enter(name);
            TableCircuit checker = new(_builder, _program.Shapes[table], _logHeights[table], ValuesOf(table, opened, publicValues));
            int sum = _layout.Auxiliary.IndexOf(table);
            if (!Omits(name))
            {
                checker.Check(zeta, alpha, challenges, sum < 0 ? default : sums[sum]);
            }
        }
    }

    private void CheckWords(Wire preprocessedRoot, int publicWordCount)
    {
        int expected = (_program.PublicCount + Word.Length - 1) / Word.Length;
        if (publicWordCount != expected || preprocessedRoot.IsNone == _program.HasPreprocessed)
        {
            throw new ArgumentException(
                $"{_program.Name} has {expected} public words and {(_program.HasPreprocessed ? "a" : "no")} preprocessed root; got {publicWordCount} words and {(preprocessedRoot.IsNone ? "none" : "one")}.");
        }
    }

    /// <summary>The public values, and that nothing but zeros follows them in the last word: a native verifier absorbs no other.</summary>
    private CircuitValue[] UnpackPublicValues(ImmutableArray<Wire> words)
    {
        CircuitValue[] elements = [.. words.SelectMany(_builder.Unpack)];
        foreach (CircuitValue padding in elements[_program.PublicCount..])
        {
            if (Omits(PublicPadding))
            {
                break;
            }

            _builder.AssertEqual(padding, Goldilocks.Zero);
        }

        return elements[.._program.PublicCount];
    }

    /// <summary>The heights as the transcript absorbs them.</summary>
    private IEnumerable<Word> HeightWords() => _logHeights.Chunk(Word.Length).Select(four =>
    {
        Goldilocks[] elements = new Goldilocks[Word.Length];
        for (int i = 0; i < four.Length; i++)
        {
            elements[i] = (ulong)four[i];
        }

        return Word.Of(elements);
    });

    private Wire Absorbed(CircuitTranscript transcript, string label)
    {
        Wire word = _builder.Input();
        transcript.Absorb(label, word);
        return word;
    }

    private void CheckBuses(CircuitValue[] sums, CircuitBusChallenges challenges, CircuitValue[] publicValues)
    {
        CircuitValue total = default;
        foreach (CircuitValue sum in sums)
        {
            total += sum;
        }

        foreach (PublicMessage message in _program.PublicMessages)
        {
            CircuitValue fingerprint = challenges.Fingerprint(
                message.Bus, [.. message.Elements.Select(element => element.Index is { } index ? publicValues[index] : element.Constant)]);
            total += _builder.Divide(Goldilocks.One, fingerprint);
        }

        if (!Omits(BusTotal))
        {
            _builder.AssertEqual(total, Goldilocks.Zero);
        }
    }

    private void Open(CircuitTranscript transcript, OpenedCircuit opened, CircuitValue zeta, Wire[] roots)
    {
        FriParameters parameters = _plan.Parameters;
        transcript.Absorb("opened values", opened.All);
        transcript.CheckWork(OpeningTranscript.BatchingSite, parameters.CommitGrindingBits);
        CircuitValue alpha = transcript.SampleCubic(OpeningTranscript.BatchingSite);

        List<Wire> layers = [];
        List<CircuitValue> betas = [];
        foreach (string site in _plan.Schedule.Rounds.Select((_, round) => OpeningTranscript.FoldingSite(round)))
        {
            layers.Add(Absorbed(transcript, "layer"));
            transcript.CheckWork(site, parameters.CommitGrindingBits);
            betas.Add(transcript.SampleCubic(site));
        }

        Wire[] final = [.. Enumerable.Range(0, 1 << _plan.Schedule.LogFinalLength).Select(_ => _builder.Input())];
        transcript.Absorb("final polynomial", final);
        transcript.CheckWork(OpeningTranscript.QuerySite, parameters.QueryGrindingBits);
        Wire[] positions = [.. Enumerable.Range(0, parameters.QueryCount).Select(_ => transcript.SampleBase("query"))];

        QueryContext context = new()
        {
            Plan = _plan,
            Roots = roots,
            Alpha = alpha,
            Heights = [.. _plan.Batches.Select(batch => new DeepCircuit(_builder, batch, opened, zeta, alpha))],
            Layers = [.. layers],
            Betas = [.. betas],
            FinalPolynomial = [.. final.Select(_builder.ValueOf)],
            Omits = Omits,
        };
        for (int query = 0; query < positions.Length; query++)
        {
            _builder.Enter($"query {query}");
            new QueryCircuit(_builder, context, _builder.Decompose(positions[query], _plan.Schedule.LogLength)).Check();
        }
    }

    private TableValues ValuesOf(int table, OpenedCircuit opened, CircuitValue[] publicValues)
    {
        AirShape air = _program.Shapes[table].Air;
        CircuitValue[] At(int round, ImmutableArray<int> tables, int point) =>
            tables.Contains(table) ? opened.At(round, tables.IndexOf(table), point) : [];
        return new()
        {
            Main = At(_layout.MainRound, _layout.Main, 0),
            MainNext = At(_layout.MainRound, _layout.Main, 1),
            Preprocessed = At(_layout.PreprocessedRound, _layout.Preprocessed, 0),
            PreprocessedNext = At(_layout.PreprocessedRound, _layout.Preprocessed, 1),
            Auxiliary = At(_layout.AuxiliaryRound, _layout.Auxiliary, 0),
            AuxiliaryNext = At(_layout.AuxiliaryRound, _layout.Auxiliary, 1),
            Quotient = At(_layout.QuotientRound, _layout.Quotient, 0),
            Public = publicValues[_program.Tables[table].PublicOffset..(_program.Tables[table].PublicOffset + air.PublicCount)],
        };
    }
}
