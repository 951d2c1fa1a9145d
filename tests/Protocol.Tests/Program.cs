using System.Globalization;
using System.Runtime.Intrinsics;
using System.Text;
using System.Text.Json;
using Rollup.Protocol.Events;
using Rollup.Protocol.Tests.Vectors;

namespace Rollup.Protocol.Tests;

/// <summary>Replays a golden log in a process of its own and prints every seal, then the settings it ran under.</summary>
internal static class Program
{
    public static int Main(string[] arguments)
    {
        if (arguments is not [var file])
        {
            Console.Error.WriteLine("usage: Rollup.Protocol.Tests GOLDEN-LOG");
            return 2;
        }

        JsonElement log = VectorFile.Load(file);
        var state = new LedgerState(log.Context());
        foreach (JsonElement record in log.Items("events"))
        {
            RollupEvent e = EventCodec.Decode(Encoding.UTF8.GetBytes(record.Text("data")), out long sequence);
            if (Encoding.UTF8.GetString(EventCodec.Encode(e, sequence)) != record.Text("data"))
            {
                Console.WriteLine($"event {sequence} is written in another way");
            }

            state.Apply(e);
            if (e is BatchSealed)
            {
                Console.WriteLine($"{state.Head.Number.Value} {state.Head.Root} {state.Head.RunningDigest}");
            }
        }

        Console.WriteLine($"culture {CultureInfo.CurrentCulture.Name}, zone {TimeZoneInfo.Local.BaseUtcOffset.Ticks}, 512 {Vector512.IsHardwareAccelerated}, 256 {Vector256.IsHardwareAccelerated}");
        return 0;
    }
}
