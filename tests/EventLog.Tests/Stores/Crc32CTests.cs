using System.Text;
using Rollup.EventLog.Storage;

namespace Rollup.EventLog.Tests.Stores;

public sealed class Crc32CTests
{
    // RFC 3720, appendix B.4 ("CRC Examples"), and the check value of the CRC catalogue for "123456789".
    public static TheoryData<byte[], uint> Published => new()
    {
        { new byte[32], 0x8A9136AA },
        { [.. Enumerable.Repeat((byte)0xFF, 32)], 0x62A8AB43 },
        { [.. Enumerable.Range(0, 32).Select(i => (byte)i)], 0x46DD794E },
        { [.. Enumerable.Range(0, 32).Select(i => (byte)(31 - i))], 0x113FDB5C },
        { Encoding.ASCII.GetBytes("123456789"), 0xE3069283 },
    };

    [Theory, MemberData(nameof(Published))]
    public void Published_examples_come_out(byte[] data, uint expected)
    {
        Assert.Equal(expected, Crc32C.Compute(data));
        Assert.Equal(expected, Crc32C.AppendScalar(0, data));
    }

    [Fact]
    public void The_fast_form_equals_the_definition_for_every_length_and_split()
    {
        byte[] data = new byte[200];
        new Random(1).NextBytes(data);
        for (int length = 0; length <= data.Length; length++)
        {
            uint expected = Crc32C.AppendScalar(0, data.AsSpan(0, length));
            Assert.Equal(expected, Crc32C.Compute(data.AsSpan(0, length)));
            int split = length * 3 / 7;
            Assert.Equal(expected, Crc32C.Append(Crc32C.Compute(data.AsSpan(0, split)), data.AsSpan(split..length)));
        }
    }
}
