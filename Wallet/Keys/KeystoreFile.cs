using System.Text.Json;
using System.Text.Json.Serialization;

namespace Rollup.Wallet.Keys;

/// <summary>A key file: a public header, and a secret sealed by <see cref="Keystore"/>.</summary>
public sealed record KeystoreFile(
    int Version, IReadOnlyDictionary<string, string> Header, KeystoreDerivation Kdf, KeystoreCipher Cipher)
{
    public const int CurrentVersion = 1;

    /// <summary>No key file of ours comes near this; a larger file is something else.</summary>
    private const int MaxBytes = 16 * 1024;

    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectRequiredConstructorParameters = true,
        RespectNullableAnnotations = true,
        AllowDuplicateProperties = false,
    };

    /// <summary>Reads a key file.</summary>
    /// <exception cref="KeystoreException">There is none, others may read it, or it is no key file.</exception>
    public static KeystoreFile Read(string path)
    {
        FileInfo info = new(path);
        if (!info.Exists)
        {
            throw new KeystoreException($"there is no key file at {path}");
        }

        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & ~(OwnerOnly | UnixFileMode.UserExecute)) != UnixFileMode.None)
        {
            throw new KeystoreException($"the key file {path} can be read by others; run: chmod 600 {path}");
        }

        if (info.Length is 0 or > MaxBytes)
        {
            throw new KeystoreException($"{path} is not a key file: it has {info.Length} bytes");
        }

        try
        {
            return JsonSerializer.Deserialize<KeystoreFile>(File.ReadAllBytes(path), Options)
                ?? throw new KeystoreException($"{path} is not a key file");
        }
        catch (JsonException error)
        {
            throw new KeystoreException($"{path} is not a key file: {error.Message}");
        }
    }

    /// <summary>Writes a new key file that only its owner can read.</summary>
    /// <exception cref="KeystoreException">A file is there already: a key is never overwritten.</exception>
    public void WriteNew(string path)
    {
        if (Path.GetDirectoryName(Path.GetFullPath(path)) is { } directory)
        {
            Directory.CreateDirectory(directory);
        }

        FileStreamOptions options = new() { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerOnly;
        }

        try
        {
            using FileStream stream = new(path, options);
            JsonSerializer.Serialize(stream, this, Options);
            stream.Flush(flushToDisk: true);
        }
        catch (IOException) when (File.Exists(path))
        {
            throw new KeystoreException($"{path} exists already; a key file is never overwritten");
        }
    }
}

/// <summary>scrypt's parameters; <paramref name="Salt"/> in hexadecimal.</summary>
public sealed record KeystoreDerivation(string Name, int N, int R, int P, string Salt);

/// <summary>The sealed secret, in hexadecimal.</summary>
public sealed record KeystoreCipher(string Name, string Nonce, string Ciphertext, string Tag);

/// <summary>A key file cannot be used; the message says why and holds no secret.</summary>
public sealed class KeystoreException(string message) : Exception(message);
