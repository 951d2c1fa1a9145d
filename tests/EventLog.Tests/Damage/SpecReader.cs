using System.Buffers.Binary;
using System.Text;

namespace Rollup.EventLog.Tests.Damage;

/// <summary>A record as the specification describes it.</summary>
internal sealed record SpecRecord(string File, int Offset, int Length, int Kind, long Group, long Position, string Stream, long Revision, byte[] Payload)
{
    public const int Event = 1;
    public const int Trailer = 2;
    public const int EndMark = 3;

    public int PaddedEnd => Offset + ((Length + 7) / 8 * 8);
}

/// <summary>
/// Reads segments by docs/spec/eventlog.md alone: own offsets, own checksum, no code of the product. It knows good files only,
/// and is the reference for what the product writes.
/// </summary>
internal static class SpecReader
{
    public static List<SpecRecord> Read(string file, byte[] segment)
    {
        Assert.Equal("ROLLUPLG", Encoding.ASCII.GetString(segment, 0, 8));
        Assert.Equal(1, Int32(segment, 8));
        uint seal = UInt32(segment, 12);
        Assert.Equal(seal, Crc([.. segment[..12], .. segment[16..512]]));
        Assert.Equal(segment.Length, Int32(segment, 20));

        var records = new List<SpecRecord>();
        int offset = 512;
        int groupStart = 512;
        while (UInt32(segment, offset + 4) != 0)
        {
            SpecRecord record = ReadRecord(file, segment, offset);
            records.Add(record);
            switch (record.Kind)
            {
                case SpecRecord.Trailer:
                    Assert.Equal(offset - groupStart, Int32(segment, offset + 40));
                    Assert.Equal(Crc(segment[groupStart..offset]), UInt32(segment, offset + 44));
                    Assert.Equal(seal, UInt32(segment, offset + 48));
                    seal = UInt32(segment, offset);
                    groupStart = record.PaddedEnd;
                    break;
                case SpecRecord.EndMark:
                    Assert.Equal(seal, UInt32(segment, offset + 40));
                    break;
            }

            offset = record.PaddedEnd;
        }

        Assert.All(segment[offset..], b => Assert.Equal(0, b));
        return records;
    }

    public static uint Crc(byte[] data)
    {
        uint state = 0xFFFFFFFF;
        foreach (byte b in data)
        {
            state ^= b;
            for (int i = 0; i < 8; i++)
            {
                state = (state & 1) != 0 ? (state >> 1) ^ 0x82F63B78 : state >> 1;
            }
        }

        return ~state;
    }

    private static SpecRecord ReadRecord(string file, byte[] segment, int offset)
    {
        int length = Int32(segment, offset + 4);
        Assert.Equal(Crc(segment[(offset + 4)..(offset + length)]), UInt32(segment, offset));
        Assert.Equal(Int32(segment, 16), Int32(segment, offset + 8));
        Assert.Equal(offset, Int32(segment, offset + 12));
        long group = Int64(segment, offset + 16);
        int kind = segment[offset + 24];
        if (kind != SpecRecord.Event)
        {
            return new SpecRecord(file, offset, length, kind, group, Int64(segment, offset + 32), "", -1, []);
        }

        int streamLength = segment[offset + 25];
        string stream = Encoding.ASCII.GetString(segment, offset + 64, streamLength);
        return new SpecRecord(
            file, offset, length, kind, group, Int64(segment, offset + 32), stream, Int64(segment, offset + 40),
            segment[(offset + 64 + streamLength)..(offset + length)]);
    }

    private static int Int32(byte[] bytes, int at) => BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(at));

    private static uint UInt32(byte[] bytes, int at) => BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(at));

    private static long Int64(byte[] bytes, int at) => BinaryPrimitives.ReadInt64LittleEndian(bytes.AsSpan(at));
}
