using System.Net.Sockets;
using System.Text;
using Rollup.Sequencer.Tests.TestKit;

namespace Rollup.Sequencer.Tests.Rpc;

/// <summary>A TCP connection for what no well-behaved client sends.</summary>
public sealed class RawConnection(Socket socket) : IDisposable
{
    private static readonly TimeSpan Patience = Eventually.Limit;

    public Socket Socket => socket;

    /// <summary>A POST as a head with these headers and no body yet.</summary>
    public Task SendHeadAsync(params string[] headers) =>
        SendAsync("POST / HTTP/1.1\r\nHost: localhost\r\n" + string.Concat(headers.Select(header => header + "\r\n")) + "\r\n");

    public Task SendAsync(string text) => SendAsync(Encoding.UTF8.GetBytes(text));

    public async Task SendAsync(byte[] bytes)
    {
        for (int sent = 0; sent < bytes.Length;)
        {
            sent += await socket.SendAsync(bytes.AsMemory(sent));
        }
    }

    /// <summary>Everything until the server closes.</summary>
    public async Task<byte[]> ReadToEndAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        using var all = new MemoryStream();
        var buffer = new byte[16 * 1024];
        try
        {
            while (await socket.ReceiveAsync(buffer, patience.Token) is > 0 and int count)
            {
                all.Write(buffer, 0, count);
            }
        }
        catch (SocketException)
        {
            // A reset is an end too.
        }
        catch (OperationCanceledException late)
        {
            throw new TimeoutException($"no end within {Patience}, but {all.Length} bytes: {Convert.ToHexString(all.ToArray().AsSpan()[..(int)Math.Min(64, all.Length)])}", late);
        }

        return all.ToArray();
    }

    public async Task<string> ReadTextToEndAsync() => Encoding.UTF8.GetString(await ReadToEndAsync());

    /// <summary>The status code of the response, and that the connection was closed after it; 0 for closed without a word.</summary>
    public async Task<int> StatusThenCloseAsync()
    {
        string text = await ReadTextToEndAsync();
        return text.Length == 0 ? 0 : int.Parse(text.Split(' ')[1]);
    }

    /// <summary>What the server sends next, at least one byte.</summary>
    public async Task<string> ReadSomeAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        var buffer = new byte[64 * 1024];
        int count = await socket.ReceiveAsync(buffer, patience.Token);
        return Encoding.UTF8.GetString(buffer, 0, count);
    }

    public void Dispose() => socket.Dispose();
}
