using static Rollup.Proofs.Tests.PlainVerifier.PlainField;

namespace Rollup.Proofs.Tests.PlainVerifier;

/// <summary>
/// A second verifier, written from docs/spec/proofs.md and from nothing else: no code of Crypto or Proofs, no thought for
/// speed. It does not compute section 12: the floor is not checked.
/// </summary>
internal static class PlainStarkVerifier
{
    public static PlainVerdict Verify(PlainProgram program, ulong[] publicValues, byte[] bytes) => Verify(program, publicValues, bytes, out _);

    public static PlainVerdict Verify(PlainProgram program, ulong[] publicValues, byte[] bytes, out string reason)
    {
        reason = "";
        try
        {
            Run(program, publicValues, bytes);
            return PlainVerdict.Accepted;
        }
        catch (PlainRefusalException refusal)
        {
            reason = refusal.Message;
            return refusal.Verdict;
        }
    }

    private static void Run(PlainProgram program, ulong[] publicValues, byte[] bytes)
    {
        PlainProof proof = new(program, bytes);
        Require(publicValues.Length == program.PublicValues, PlainVerdict.Statement, "public values");

        PlainTranscript transcript = PlainTranscript.Create(program.Parameters.IsKeccak);
        transcript.Absorb([program.Hash]);
        transcript.Absorb(proof.Shape.LogHeights.Select(height => (ulong)height));
        transcript.Absorb(publicValues);

        transcript.Absorb(proof.Main);
        PlainCubic a = 0, b = 0;
        if (program.HasBuses)
        {
            (a, b) = (transcript.SampleCubic(), transcript.SampleCubic());
            transcript.Absorb(proof.Auxiliary);
            transcript.Absorb(proof.Sums);
        }

        CheckBuses(proof.Sums, [.. program.Questions.Select(question => question.With(publicValues).Fingerprint(a, b))]);
        PlainCubic alpha = transcript.SampleCubic();

        transcript.Absorb(proof.Quotient);
        PlainCubic zeta = transcript.SampleCubic();
        Require(!zeta.IsInBaseField, PlainVerdict.Opening, "zeta in F");
        new PlainOpeningVerifier(proof, zeta).Verify(transcript);
        CheckConstraints(proof, publicValues, a, b, alpha, zeta);
    }

    /// <summary>Section 10, step 3.</summary>
    private static void CheckBuses(PlainCubic[] sums, PlainCubic[] fingerprints)
    {
        Require(fingerprints.All(d => d != 0), PlainVerdict.Buses, "the fingerprint of a public message is zero");
        PlainCubic total = sums.Concat(fingerprints.Select(d => (PlainCubic)1 / d)).Aggregate((PlainCubic)0, (x, y) => x + y);
        Require(total == 0, PlainVerdict.Buses, "the sums do not add up to zero");
    }

    /// <summary>Section 10, step 5.</summary>
    private static void CheckConstraints(PlainProof proof, ulong[] publicValues, PlainCubic a, PlainCubic b, PlainCubic alpha, PlainCubic zeta)
    {
        PlainShape shape = proof.Shape;
        int firstPublic = 0;
        for (int t = 0; t < shape.Program.Tables.Length; t++)
        {
            PlainTable table = shape.Program.Tables[t];
            int logHeight = shape.LogHeights[t];
            ulong height = 1UL << logHeight, omega = Root(logHeight);
            PlainCubic zetaToHeight = PlainCubic.Power(zeta, height), vanishing = zetaToHeight - 1;
            PlainRow row = new(
                Opened(proof, shape.Main, t, 0),
                table.ReadsNext ? Opened(proof, shape.Main, t, 1) : [],
                table.FixedColumns > 0 ? Opened(proof, shape.Fixed!, t, 0) : [],
                publicValues[firstPublic..(firstPublic + table.PublicValues)],
                vanishing / (height * (zeta - 1)),
                vanishing / (height * (omega * zeta - 1)),
                zeta - Inverse(omega));
            firstPublic += table.PublicValues;

            List<PlainCubic> constraints = [.. table.Constraints(row)];
            if (table.Batches.Length > 0)
            {
                int position = Array.IndexOf(shape.Auxiliary!.Tables, t);
                PlainCubic average = proof.Sums[position] * Inverse(height);
                PlainCubic sumNext = Opened(proof, shape.Auxiliary, t, 1)[^1];
                constraints.AddRange(BusConstraints(table, row, Opened(proof, shape.Auxiliary, t, 0), sumNext, average, a, b));
            }

            PlainCubic combined = constraints.Aggregate((PlainCubic)0, (sum, c) => sum * alpha + c);
            PlainCubic quotient = PlainCubic.Evaluate(Opened(proof, shape.Quotient, t, 0), zetaToHeight);
            Require(combined == vanishing * quotient, PlainVerdict.Constraints, $"table {t}");
        }
    }

    /// <summary>Section 9, auxiliary columns.</summary>
    private static IEnumerable<PlainCubic> BusConstraints(
        PlainTable table, PlainRow row, PlainCubic[] columns, PlainCubic sumNext, PlainCubic average, PlainCubic a, PlainCubic b)
    {
        Queue<PlainMessage> messages = new(table.Messages(row));
        PlainCubic fractions = 0;
        for (int column = 0; column < columns.Length; column++)
        {
            PlainCubic u = 1, v = 0;
            for (int i = 0; i < table.Batches[column]; i++)
            {
                // V/U + m/D = (V·D + m·U)/(U·D).
                PlainMessage message = messages.Dequeue();
                PlainCubic d = message.Fingerprint(a, b);
                (u, v) = (u * d, v * d + message.SignedMultiplicity * u);
            }

            bool isLast = column == columns.Length - 1;
            PlainCubic step = isLast ? sumNext - columns[column] + average - fractions : columns[column];
            fractions += columns[column];
            yield return step * u - v;
        }
    }

    private static PlainCubic[] Opened(PlainProof proof, PlainRound round, int table, int point)
    {
        int index = Array.FindIndex(proof.Shape.Rounds, other => ReferenceEquals(other, round));
        return proof.Values[index][Array.IndexOf(round.Tables, table)][point];
    }

    internal static void Require(bool holds, PlainVerdict verdict, string reason)
    {
        if (!holds)
        {
            throw new PlainRefusalException(verdict, reason);
        }
    }
}
