using Rollup.Protocol;
using Rollup.Sequencer.Fees;

namespace Rollup.Sequencer;

/// <summary>What one sequencer is and how it runs.</summary>
public sealed record SequencerOptions
{
    public required ChainContext Context { get; init; }

    /// <summary>Whose leaves the fees go to.</summary>
    public required L2Address FeeCollector { get; init; }

    /// <summary>The tokens that operations may use, with their fees.</summary>
    public IReadOnlyList<TokenListing> Tokens { get; init; } =
    [
        new(new(0), "ETH", Decimals: 9, TransferFee: 0, OpeningFee: 0, WithdrawalFee: 0),
    ];

    /// <summary>Which of the sequencer's published keys the signer holds.</summary>
    public uint KeyId { get; init; } = 1;

    /// <summary>Most user and queue operations of a batch: a rung of the capacity ladder.</summary>
    public int BatchOperations { get; init; } = CapacityRung.Largest.Operations;

    /// <summary>How long a batch stays open after its first operation.</summary>
    public TimeSpan BatchAge { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Most operations that have been taken and not yet answered; more are told to come back. At 10,000 a second the last one waits 100 ms.</summary>
    public int QueueCapacity { get; init; } = 1024;

    /// <summary>A snapshot is taken after so many events.</summary>
    public long SnapshotEveryEvents { get; init; } = 100_000;

    /// <summary>Whether anybody may credit accounts out of nothing. Development chain only.</summary>
    public bool Faucet { get; init; }

    /// <summary>Whether withdrawals are taken. They burn value that only a bridge can pay out.</summary>
    public bool Withdrawals { get; init; }

    /// <summary>Threads that check signatures.</summary>
    public int SignatureWorkers { get; init; } = Math.Max(1, Environment.ProcessorCount / 2);

    /// <returns>Every fault; empty when there is none.</returns>
    public IReadOnlyList<string> Faults()
    {
        var faults = new List<string>();
        Require(CapacityRung.Ladder.Any(r => r.Operations == BatchOperations),
            $"{nameof(BatchOperations)} is {BatchOperations}; it must be one of {string.Join(", ", CapacityRung.Ladder.Select(r => r.Operations))}");
        Require(BatchAge >= TimeSpan.FromMilliseconds(10) && BatchAge <= TimeSpan.FromHours(1),
            $"{nameof(BatchAge)} is {BatchAge}; it must be 10 ms to 1 h");
        Require(QueueCapacity is >= 64 and <= 1_000_000, $"{nameof(QueueCapacity)} is {QueueCapacity}; it must be 64 to 1,000,000");
        Require(SnapshotEveryEvents >= 1, $"{nameof(SnapshotEveryEvents)} is {SnapshotEveryEvents}; it must be at least 1");
        Require(SignatureWorkers is >= 1 and <= 64, $"{nameof(SignatureWorkers)} is {SignatureWorkers}; it must be 1 to 64");
        Require(!FeeCollector.IsZero, $"{nameof(FeeCollector)} is zero; nobody could ever spend the fees");
        Require(Tokens.Count is >= 1 and <= 256, $"{nameof(Tokens)} holds {Tokens.Count} tokens; it must be 1 to 256");
        Require(Tokens.DistinctBy(t => t.Id).Count() == Tokens.Count, $"{nameof(Tokens)} lists a token twice");
        Require(!Faucet || Context.IsDevelopment, $"{nameof(Faucet)} is on, but the chain id is {Context.ChainId} and not {ChainContext.DevelopmentChainId}");
        Require(!Withdrawals || Context.IsDevelopment, $"{nameof(Withdrawals)} is on, but there is no bridge that could pay them on chain {Context.ChainId}");
        return faults;

        void Require(bool holds, string fault)
        {
            if (!holds)
            {
                faults.Add(fault);
            }
        }
    }

    internal CapacityRung LargestBatch => CapacityRung.Ladder.Single(r => r.Operations == BatchOperations);
}
