using System.Text;
using Rollup.Protocol.Events;

namespace Rollup.Protocol.Tests.Events;

public sealed class EventMetadataTests
{
    private static readonly EventMetadata Sample = new(
        1, 12, new(new(Enumerable.Repeat((byte)0xab, 32).ToArray())), new(new(Enumerable.Repeat((byte)0x01, 32).ToArray())), 10, 3);

    [Fact]
    public void Metadata_is_read_back()
    {
        Assert.True(EventMetadata.TryDecode(Sample.Encode(), out EventMetadata? read, out string? fault), fault);
        Assert.Equal(Sample, read);
    }

    [Fact]
    public void Metadata_of_another_schema_version_is_read_so_that_its_event_can_be_refused_by_name()
    {
        Assert.True(EventMetadata.TryDecode((Sample with { SchemaVersion = 2 }).Encode(), out EventMetadata? read, out _));
        Assert.Equal(2, read.SchemaVersion);
    }

    [Theory]
    [InlineData(13, 1)]
    [InlineData(10, 2)]
    [InlineData(12, 0)]
    public void A_group_that_does_not_hold_its_event_is_refused(long first, int size) =>
        Assert.False(EventMetadata.TryDecode((Sample with { GroupFirst = first, GroupSize = size }).Encode(), out _, out _));

    [Fact]
    public void A_group_near_the_largest_sequence_number_does_not_wrap()
    {
        EventMetadata last = Sample with { Sequence = long.MaxValue, GroupFirst = long.MaxValue, GroupSize = 1 };
        Assert.True(EventMetadata.TryDecode(last.Encode(), out EventMetadata? read, out string? fault), fault);
        Assert.Equal(last, read);
    }

    [Fact]
    public void Every_changed_or_missing_byte_is_noticed()
    {
        byte[] bytes = Sample.Encode();
        for (int i = 0; i < bytes.Length; i++)
        {
            Assert.False(EventMetadata.TryDecode(bytes.AsSpan(0, i), out _, out _));
            foreach (byte flip in (byte[])[0x01, 0x20, 0x80])
            {
                bytes[i] ^= flip;
                Assert.False(EventMetadata.TryDecode(bytes, out EventMetadata? read, out _) && read == Sample, $"byte {i}");
                bytes[i] ^= flip;
            }
        }

        Assert.False(EventMetadata.TryDecode(Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(bytes) + " "), out _, out _));
    }
}
