using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace Rollup.Sequencer.Rpc;

/// <summary>What counts as one address: an IPv4 address, or an IPv6 /64, which is the least that one subscriber is given.</summary>
internal readonly record struct AddressKey
{
    private readonly ulong _network;
    private readonly uint _version4;

    private AddressKey(ulong network, uint version4) => (_network, _version4) = (network, version4);

    public static AddressKey Of(IPAddress address)
    {
        Span<byte> bytes = stackalloc byte[16];
        address.TryWriteBytes(bytes, out _);
        if (address.AddressFamily == AddressFamily.InterNetwork)
        {
            return new(0, BinaryPrimitives.ReadUInt32BigEndian(bytes));
        }

        return address.IsIPv4MappedToIPv6
            ? new(0, BinaryPrimitives.ReadUInt32BigEndian(bytes[12..]))
            : new(BinaryPrimitives.ReadUInt64BigEndian(bytes), 0);
    }
}
