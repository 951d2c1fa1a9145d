using System.Globalization;
using System.Text;
using System.Text.Json;
using Rollup.Protocol.Events;
using Rollup.Protocol.Tests.Vectors;

namespace Rollup.Protocol.Tests.Ledger;

/// <summary>The stored log of every released format replays to the roots that were recorded with it.</summary>
public sealed class GoldenLogTests
{
    public static TheoryData<string> Formats => new() { "golden-log-1.json" };

    [Theory]
    [MemberData(nameof(Formats))]
    [Trait("Plan", "E30")]
    public void It_replays_to_its_roots(string file)
    {
        JsonElement log = VectorFile.Load(file);
        Replayed replayed = Replay(log);
        Assert.Equal(log.Items("seals").Count(), replayed.Seals.Count);
        foreach ((JsonElement seal, (BatchHead head, LeafUpdate[] accounts)) in log.Items("seals").Zip(replayed.Seals))
        {
            Assert.Equal(seal.U64("number"), head.Number.Value);
            Assert.Equal(seal.Digest("root"), head.Root.Value);
            Assert.Equal(seal.Digest("runningDigest"), head.RunningDigest);
            Assert.Equal(seal.Accounts("accounts"), accounts);
        }

        Assert.Equal(log.U64("nextQueueIndex"), replayed.NextQueueIndex);
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void Its_hash_chain_and_groups_hold(string file)
    {
        JsonElement log = VectorFile.Load(file);
        LogHead head = LogHead.Genesis(log.Context());
        Assert.Equal(log.Text("genesisHash"), head.Hash.ToString());
        foreach (JsonElement record in log.Items("events"))
        {
            Assert.True(EventMetadata.TryDecode(Data(record, "metadata"), out EventMetadata? metadata, out string? fault), fault);
            Assert.Equal(head.Hash, metadata.Previous);
            head = head.Next(Data(record, "data"));
            EventCodec.Decode(Data(record, "data"), out long sequence);
            Assert.Equal((sequence, head.Hash), (metadata.Sequence, metadata.Hash));
            Assert.Equal(record.Text("metadata"), Encoding.UTF8.GetString(metadata.Encode()));
        }
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void Its_authorizations_verify_and_its_ids_are_right(string file)
    {
        JsonElement log = VectorFile.Load(file);
        int checkedCount = 0;
        foreach (RollupEvent e in Events(log))
        {
            (SignedOperation? signed, OperationId id) = e switch
            {
                TransferAccepted t when t.Authorization.TryDecode(out Authorization? a) => (new SignedTransfer(t.Transfer.Intent, a), t.Id),
                WithdrawalAccepted w when w.Authorization.TryDecode(out Authorization? a) => (new SignedWithdrawal(w.Withdrawal.Intent, a), w.Id),
                _ => ((SignedOperation?)null, OperationId.None),
            };
            if (signed is not null)
            {
                Assert.Equal(id, signed.Intent.IdIn(log.Context()));
                Assert.Null(signed.CheckAuthorization(log.Context()));
                checkedCount++;
            }
        }

        Assert.Equal(Events(log).Count(e => e is TransferAccepted or WithdrawalAccepted), checkedCount);
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void Sealing_its_operations_again_gives_the_same_bytes(string file)
    {
        JsonElement log = VectorFile.Load(file);
        Assert.True(L2Address.TryParse(log.Text("operator"), out L2Address operatorAddress));
        string[] recorded = [.. log.Items("events").Select(e => e.Text("data"))];
        byte[][] publicData = [.. log.Items("seals").Select(s => s.Bytes("publicData"))];

        var state = new LedgerState(log.Context());
        var batch = new BatchBuilder(CapacityRung.Largest);
        long first = 0;
        for (int sequence = 0; sequence < recorded.Length;)
        {
            RollupEvent e = EventCodec.Decode(Encoding.UTF8.GetBytes(recorded[sequence]), out _);
            if (e is OperationEvent { Operation: not CollectFees } operation)
            {
                state.Apply(e);
                batch.Add(operation.Operation, operation.Id);
                sequence++;
                continue;
            }

            SealedBatch seal = BatchSealer.Seal(state, batch, operatorAddress, first, e.At);
            Assert.Equal(publicData[(int)state.Head.Number.Value], seal.PublicData.ToArray());
            foreach (RollupEvent sealing in seal.Events)
            {
                Assert.Equal(recorded[sequence], Encoding.UTF8.GetString(EventCodec.Encode(sealing, sequence)));
                state.Apply(sealing);
                sequence++;
            }

            batch.Clear();
            first = sequence;
        }
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void A_log_with_any_event_missing_repeated_or_swapped_is_refused(string file)
    {
        RollupEvent[] events = [.. Events(VectorFile.Load(file))];
        ChainContext context = VectorFile.Load(file).Context();
        for (int i = 0; i < events.Length; i++)
        {
            // Cutting the last event off leaves a shorter log that is legal in itself; every other cut is not.
            RollupEvent[] missing = [.. events[..i], .. events[(i + 1)..]];
            Assert.Equal(i == events.Length - 1, IsLegal(context, missing));
            Assert.False(IsLegal(context, [.. events[..(i + 1)], .. events[i..]]), $"{i} repeated");
            if (i + 1 < events.Length)
            {
                RollupEvent[] swapped = [.. events[..i], events[i + 1], events[i], .. events[(i + 2)..]];
                Assert.False(IsLegal(context, swapped) && Commitments(swapped), $"{i} swapped with the next");
            }
        }
    }

    [Fact]
    [Trait("Plan", "G12")]
    public void Culture_time_zone_and_threads_do_not_reach_a_root()
    {
        JsonElement log = VectorFile.Load("golden-log-1.json");
        string expected = Replay(log).Seals[^1].Head.ToString();
        string? zone = Environment.GetEnvironmentVariable("TZ");
        try
        {
            foreach (string timeZone in new[] { "Etc/GMT+12", "Asia/Kathmandu", "Etc/GMT-14" })
            {
                Environment.SetEnvironmentVariable("TZ", timeZone);
                TimeZoneInfo.ClearCachedData();
                foreach (CultureInfo culture in Cultures())
                {
                    Assert.Equal(expected, InCulture(culture, () => Replay(log).Seals[^1].Head.ToString()));
                }
            }
        }
        finally
        {
            Environment.SetEnvironmentVariable("TZ", zone);
            TimeZoneInfo.ClearCachedData();
        }

        foreach (int threads in new[] { 1, 2, 16 })
        {
            string[] roots = new string[threads];
            Thread[] workers = [.. Enumerable.Range(0, threads).Select(i => new Thread(() => roots[i] = Replay(log).Seals[^1].Head.ToString()))];
            Array.ForEach(workers, w => w.Start());
            Array.ForEach(workers, w => w.Join());
            Assert.All(roots, root => Assert.Equal(expected, root));
        }
    }

    private static Replayed Replay(JsonElement log)
    {
        var state = new LedgerState(log.Context());
        List<(BatchHead, LeafUpdate[])> seals = [];
        foreach (RollupEvent e in Events(log))
        {
            state.Apply(e);
            if (e is BatchSealed)
            {
                seals.Add((state.Head, [.. state.Accounts]));
            }
        }

        return new(seals, state.NextQueueIndex);
    }

    private static bool IsLegal(ChainContext context, RollupEvent[] events)
    {
        var state = new LedgerState(context);
        try
        {
            Array.ForEach(events, state.Apply);
            return true;
        }
        catch (InvalidTransitionException)
        {
            return false;
        }
    }

    /// <summary>Whether every seal's C is that of the operations before it: what a change of order shows in when the roots agree.</summary>
    private static bool Commitments(RollupEvent[] events)
    {
        List<OperationEvent> batch = [];
        foreach (RollupEvent e in events)
        {
            if (e is OperationEvent operation)
            {
                batch.Add(operation);
                continue;
            }

            Operation[] operations = [.. batch.Select(o => o.Operation)];
            byte[] data = PublicDataSlots.Encode(operations);
            if (BatchCommitments.ComputeC(operations, [.. batch.Select(o => o.Id)], data) != ((BatchSealed)e).Header.C)
            {
                return false;
            }

            batch.Clear();
        }

        return true;
    }

    private static IEnumerable<RollupEvent> Events(JsonElement log) => log.Items("events").Select(e => EventCodec.Decode(Data(e, "data"), out _));

    private static byte[] Data(JsonElement record, string name) => Encoding.UTF8.GetBytes(record.Text(name));

    /// <summary>Cultures that would change digits, signs, separators and calendars, were any of them asked.</summary>
    private static IEnumerable<CultureInfo> Cultures()
    {
        yield return CultureInfo.InvariantCulture;
        var hostile = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        hostile.NumberFormat.NegativeSign = "\u2212";
        hostile.NumberFormat.PositiveSign = "plus";
        hostile.NumberFormat.NumberDecimalSeparator = ",";
        hostile.NumberFormat.NumberGroupSeparator = ".";
        hostile.NumberFormat.NumberGroupSizes = [1];
        hostile.NumberFormat.NativeDigits = ["\u0660", "\u0661", "\u0662", "\u0663", "\u0664", "\u0665", "\u0666", "\u0667", "\u0668", "\u0669"];
        hostile.NumberFormat.DigitSubstitution = DigitShapes.NativeNational;
        hostile.DateTimeFormat.DateSeparator = ":";
        yield return hostile;
    }

    private static string InCulture(CultureInfo culture, Func<string> action)
    {
        (CultureInfo before, CultureInfo beforeUi) = (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture);
        try
        {
            (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (culture, culture);
            return action();
        }
        finally
        {
            (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (before, beforeUi);
        }
    }

    private sealed record Replayed(List<(BatchHead Head, LeafUpdate[] Accounts)> Seals, ulong NextQueueIndex);
}
