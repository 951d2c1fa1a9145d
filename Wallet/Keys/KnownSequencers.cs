using System.Text.Json;
using Rollup.Crypto.Signatures;
using Rollup.Protocol;

namespace Rollup.Wallet.Keys;

/// <summary>The receipt keys of sequencers this wallet has met: the first key of a name is kept, another one is refused.</summary>
/// <param name="path">A JSON file; made when the first key is kept.</param>
public sealed class KnownSequencers(string path)
{
    /// <summary>Accepts a sequencer's key if it is new or the same as before.</summary>
    /// <param name="isNew">True when it was kept just now, on trust.</param>
    /// <returns>False when another key is known for this chain, contract and key id.</returns>
    public bool TryAccept(ChainContext chain, uint keyId, PublicKey key, out bool isNew)
    {
        SortedDictionary<string, string> known = Load();
        string name = $"{chain.ChainId}/{chain.Contract}/{keyId}";
        isNew = !known.TryGetValue(name, out string? kept);
        if (isNew)
        {
            known[name] = key.ToString();
            Save(known);
        }

        return isNew || kept == key.ToString();
    }

    private SortedDictionary<string, string> Load()
    {
        try
        {
            return File.Exists(path)
                ? JsonSerializer.Deserialize<SortedDictionary<string, string>>(File.ReadAllBytes(path)) ?? []
                : [];
        }
        catch (JsonException)
        {
            throw new KeystoreException($"{path} is not a list of known sequencers; move it away to start a new one");
        }
    }

    private void Save(SortedDictionary<string, string> known)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);

        // Whole or not at all: an interrupted write must not lose the keys known before.
        string draft = path + ".new";
        File.WriteAllBytes(draft, JsonSerializer.SerializeToUtf8Bytes(known));
        File.Move(draft, path, overwrite: true);
    }
}
