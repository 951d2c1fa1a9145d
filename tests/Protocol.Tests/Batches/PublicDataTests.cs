using System.Text.Json;
using Rollup.Protocol.Tests.Vectors;

namespace Rollup.Protocol.Tests.Batches;

public sealed class PublicDataTests
{
    private static readonly JsonElement File = VectorFile.Load("public-data.json");

    [Fact]
    public void Slots_are_those_of_the_reference()
    {
        List<Operation> all = [];
        foreach (JsonElement c in File.Items("cases"))
        {
            Operation[] operations = c.Has("operation") ? [c.GetProperty("operation").Operation()] : [];
            all.AddRange(operations);
            Assert.Equal(c.Bytes("data"), PublicDataSlots.Encode(operations));
        }

        Assert.Equal(File.Bytes("all"), PublicDataSlots.Encode(all));
    }

    [Fact]
    public void What_is_written_is_read_back()
    {
        Operation[] written = [.. File.Items("cases").Where(c => c.Has("operation")).Select(c => c.GetProperty("operation").Operation())];
        Assert.True(PublicDataSlots.TryDecode(File.Bytes("all"), out IReadOnlyList<PublicOperation>? read, out _));
        Assert.Equal(written.Select(Public), read);
        Assert.Equal(Enum.GetValues<OperationKind>(), read.Select(o => o.Kind).Distinct());
    }

    [Fact]
    public void Empty_data_holds_no_operation()
    {
        Assert.True(PublicDataSlots.TryDecode([], out IReadOnlyList<PublicOperation>? read, out _));
        Assert.Empty(read);
    }

    [Fact]
    public void Malformed_data_is_refused_where_the_fault_is()
    {
        foreach (JsonElement c in File.Items("refused"))
        {
            Assert.False(PublicDataSlots.TryDecode(c.Bytes("data"), out _, out PublicDataFault? fault), c.Text("name"));
            Assert.True(fault.Slot == c.GetProperty("slot").GetInt32(), $"{c.Text("name")}: {fault}");
        }
    }

    [Fact]
    public void Every_byte_matters()
    {
        byte[] good = File.Bytes("all");
        PublicDataSlots.TryDecode(good, out IReadOnlyList<PublicOperation>? expected, out _);
        for (int i = 0; i < good.Length; i++)
        {
            byte[] changed = [.. good];
            changed[i] ^= 0x40;
            Assert.False(
                PublicDataSlots.TryDecode(changed, out IReadOnlyList<PublicOperation>? read, out _) && read.SequenceEqual(expected!),
                $"byte {i} can be changed without effect");
        }
    }

    [Fact]
    public void Every_opcode_byte_but_six_is_refused()
    {
        byte[] slot = new byte[PublicDataSlots.SlotBytes];
        for (int opcode = 0; opcode < 256; opcode++)
        {
            slot[0] = (byte)opcode;
            Assert.Equal(opcode == 1, PublicDataSlots.TryDecode(slot, out _, out _));
        }
    }

    /// <summary>What L1 can see of an operation, written apart from the codec.</summary>
    private static PublicOperation Public(Operation operation) => operation switch
    {
        Transfer { Opens: false } t => new PublicTransfer(t.Intent.Sender, t.Recipient, t.Intent.Amount, t.Intent.Fee),
        Transfer t => new PublicOpeningTransfer(t.Intent.Sender, t.Recipient, t.Intent.Amount, t.Intent.Fee, t.Intent.Recipient),
        Withdrawal { Intent: var i } => new PublicWithdrawal(i.Sender, i.Token, i.Amount, i.Fee, i.Recipient),
        Deposit d => new PublicDeposit(d.Leaf, d.Token, d.Amount, d.Address, d.Refund),
        ForcedExit e => new PublicForcedExit(e.Leaf, e.Token, e.Burned, e.Address, e.Payee),
        CollectFees f => new PublicCollectFees(f.Leaf, f.Token, f.Amount, f.Address),
        _ => throw new InvalidOperationException(),
    };
}
