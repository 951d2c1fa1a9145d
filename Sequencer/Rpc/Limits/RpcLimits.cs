namespace Rollup.Sequencer.Rpc;

/// <summary>How much one caller, or all of them, may ask of the server. Every number can be configured.</summary>
public sealed record RpcLimits
{
    /// <summary>Of an HTTP request.</summary>
    public int BodyBytes { get; init; } = 256 * 1024;

    /// <summary>Levels of arrays and objects inside each other, the request itself included.</summary>
    public int Depth { get; init; } = 32;

    public int BatchCalls { get; init; } = 100;

    /// <summary>Calls of a batch whose answers would pass this size get an error each; they may have been carried out.</summary>
    public int BatchResponseBytes { get; init; } = 5 * 1024 * 1024;

    public TimeSpan CallTimeout { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>From a request's first byte to the end of its headers.</summary>
    public TimeSpan HeadersTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long an HTTP connection may stay open without a request.</summary>
    public TimeSpan IdleTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>The slowest pace at which a body may come in.</summary>
    public int BytesPerSecond { get; init; } = 240;

    /// <summary>How long a connection may be slower than <see cref="BytesPerSecond"/>.</summary>
    public TimeSpan SlownessGrace { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Sustained, for one IPv4 address or one IPv6 /64. Every call of a batch counts.</summary>
    public int CallsPerSecond { get; init; } = 200;

    /// <summary>Calls that an address may make at once after a pause.</summary>
    public int CallBurst { get; init; } = 400;

    /// <summary>Of health and metrics, for one address.</summary>
    public int PagesPerSecond { get; init; } = 20;

    /// <summary>HTTP and WebSocket together.</summary>
    public int Connections { get; init; } = 1000;

    public int ConnectionsPerAddress { get; init; } = 50;

    public int SubscriptionsPerConnection { get; init; } = 32;

    public int WebSocketMessageBytes { get; init; } = 64 * 1024;

    /// <summary>The most parts that one WebSocket message may come in: each costs as much as a small message.</summary>
    public int WebSocketMessageParts { get; init; } = 256;

    /// <summary>Requests of one WebSocket connection that are being worked on; beyond it, the connection is not read.</summary>
    public int RequestsInFlight { get; init; } = 1024;

    /// <summary>How far behind the reader of a WebSocket connection may be.</summary>
    public int UnreadBytes { get; init; } = 1024 * 1024;

    /// <summary>How long a reader that far behind may take nothing before it is dropped.</summary>
    public TimeSpan UnreadGrace { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Answers that wait for all callers together; further ones are replaced by an error.</summary>
    public int UnreadBytesOfAll { get; init; } = 256 * 1024 * 1024;

    /// <summary>How long an HTTP caller may take for a part of its answer (up to 64 KiB) before it is cut off.</summary>
    public TimeSpan ReplyPartTimeout { get; init; } = TimeSpan.FromSeconds(30);

    public TimeSpan PingInterval { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long the answer to a ping may take; a dead connection is closed after interval and timeout together.</summary>
    public TimeSpan PingTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long the other side may take to answer a WebSocket close.</summary>
    public TimeSpan CloseGrace { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How long calls in progress may take to end when the server stops.</summary>
    public TimeSpan ShutdownGrace { get; init; } = TimeSpan.FromSeconds(8);

    /// <returns>Every fault, so that a configuration is put right in one go; empty when there is none.</returns>
    public IReadOnlyList<string> Faults()
    {
        var faults = new List<string>();
        Require(nameof(BodyBytes), BodyBytes, 1024, 64 * 1024 * 1024);
        Require(nameof(Depth), Depth, 4, 64);
        Require(nameof(BatchCalls), BatchCalls, 1, 100_000);
        Require(nameof(BatchResponseBytes), BatchResponseBytes, 1024, 256 * 1024 * 1024);
        Require(nameof(BytesPerSecond), BytesPerSecond, 1, 1_000_000);
        Require(nameof(CallsPerSecond), CallsPerSecond, 1, 10_000_000);
        Require(nameof(CallBurst), CallBurst, 1, 10_000_000);
        Require(nameof(PagesPerSecond), PagesPerSecond, 1, 1_000_000);
        Require(nameof(Connections), Connections, 1, 100_000);
        Require(nameof(ConnectionsPerAddress), ConnectionsPerAddress, 1, 100_000);
        Require(nameof(SubscriptionsPerConnection), SubscriptionsPerConnection, 1, 10_000);
        Require(nameof(WebSocketMessageBytes), WebSocketMessageBytes, 1024, 64 * 1024 * 1024);
        Require(nameof(WebSocketMessageParts), WebSocketMessageParts, 1, 1_000_000);
        Require(nameof(RequestsInFlight), RequestsInFlight, 1, 1_000_000);
        Require(nameof(UnreadBytes), UnreadBytes, 1024, 256 * 1024 * 1024);
        Require(nameof(UnreadBytesOfAll), UnreadBytesOfAll, 1024, int.MaxValue);
        RequireTime(nameof(CallTimeout), CallTimeout);
        RequireTime(nameof(HeadersTimeout), HeadersTimeout);
        RequireTime(nameof(IdleTimeout), IdleTimeout);
        RequireTime(nameof(UnreadGrace), UnreadGrace);
        RequireTime(nameof(ReplyPartTimeout), ReplyPartTimeout);
        RequireTime(nameof(PingInterval), PingInterval);
        RequireTime(nameof(PingTimeout), PingTimeout);
        RequireTime(nameof(CloseGrace), CloseGrace);
        RequireTime(nameof(ShutdownGrace), ShutdownGrace);

        // Kestrel looks at the pace once a second, so a shorter grace cannot be kept.
        if (SlownessGrace <= TimeSpan.FromSeconds(1) || SlownessGrace > TimeSpan.FromHours(1))
        {
            faults.Add($"{nameof(SlownessGrace)} is {SlownessGrace}; it must be above 1 s and at most 1 h");
        }

        return faults;

        void Require(string name, int value, int minimum, int maximum)
        {
            if (value < minimum || value > maximum)
            {
                faults.Add($"{name} is {value}; it must be from {minimum} to {maximum}");
            }
        }

        void RequireTime(string name, TimeSpan value)
        {
            if (value < TimeSpan.FromMilliseconds(10) || value > TimeSpan.FromHours(1))
            {
                faults.Add($"{name} is {value}; it must be from 10 ms to 1 h");
            }
        }
    }
}
