namespace Rollup.Proofs.Buses;

/// <summary>The sign with which a message enters the sum of its bus.</summary>
public enum Flow
{
    Send = 1,
    Receive = -1,
}
