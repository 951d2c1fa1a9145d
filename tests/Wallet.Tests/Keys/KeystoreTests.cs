using Rollup.Crypto.Signatures;
using Rollup.Protocol;
using Rollup.Wallet.Keys;

namespace Rollup.Wallet.Tests.Keys;

public sealed class KeystoreTests : IDisposable
{
    /// <summary>The least the format allows: tests need no strength.</summary>
    private const int Cost = 1 << 14;

    private readonly string _directory = Directory.CreateTempSubdirectory("rollup-keystore").FullName;

    private static WalletKey Key { get; } = new(SecretKey.FromSeed(new byte[64]), EthereumAddress.Zero);

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public void A_sealed_key_opens_with_its_pass_phrase_as_the_same_key()
    {
        string path = Path.Combine(_directory, "key.json");
        Key.Seal("correct horse", Cost).WriteNew(path);

        WalletKey opened = WalletKey.Open(KeystoreFile.Read(path), "correct horse");

        Assert.Equal(Key.Address, opened.Address);
        Assert.Equal(Key.Address, WalletKey.AddressOf(KeystoreFile.Read(path)));
    }

    [Fact]
    [Trait("Plan", "Y03")]
    public void A_wrong_pass_phrase_is_refused_and_says_so()
    {
        KeystoreException error = Assert.Throws<KeystoreException>(() => WalletKey.Open(Key.Seal("right", Cost), "wrong"));
        Assert.Contains("pass phrase is wrong", error.Message);
    }

    [Theory]
    [Trait("Plan", "Y03")]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{\"version\":1}")]
    public void A_damaged_or_empty_key_file_is_refused(string content)
    {
        string path = Path.Combine(_directory, "damaged.json");
        File.WriteAllText(path, content);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        Assert.Contains("is not a key file", Assert.Throws<KeystoreException>(() => KeystoreFile.Read(path)).Message);
    }

    [Fact]
    public void Swapping_the_readable_header_of_a_sealed_key_is_noticed()
    {
        KeystoreFile file = Key.Seal("phrase", Cost);
        Dictionary<string, string> header = new(file.Header) { ["l1Owner"] = "0x00000000000000000000000000000000000000aa" };

        Assert.Throws<KeystoreException>(() => WalletKey.Open(file with { Header = header }, "phrase"));
    }

    [Theory]
    [InlineData(1 << 10)]
    [InlineData(1 << 24)]
    [InlineData((1 << 15) + 1)]
    public void A_work_factor_that_is_too_cheap_or_would_exhaust_memory_is_refused_before_any_work(int cost)
    {
        KeystoreFile file = Key.Seal("phrase", Cost);
        Assert.Throws<KeystoreException>(() => WalletKey.Open(file with { Kdf = file.Kdf with { N = cost } }, "phrase"));
    }

    [Fact]
    [Trait("Plan", "Y02")]
    public void A_key_file_that_others_can_read_is_refused()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        string path = Path.Combine(_directory, "open.json");
        Key.Seal("phrase", Cost).WriteNew(path);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));

        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherRead);
        Assert.Contains("can be read by others", Assert.Throws<KeystoreException>(() => KeystoreFile.Read(path)).Message);
    }

    [Fact]
    public void A_key_file_is_never_overwritten()
    {
        string path = Path.Combine(_directory, "key.json");
        Key.Seal("phrase", Cost).WriteNew(path);
        Assert.Contains("never overwritten", Assert.Throws<KeystoreException>(() => Key.Seal("phrase", Cost).WriteNew(path)).Message);
    }

    [Fact]
    [Trait("Plan", "Y01")]
    public void A_key_file_does_not_hold_the_secret_in_the_clear()
    {
        string path = Path.Combine(_directory, "key.json");
        Key.Seal("phrase", Cost).WriteNew(path);
        byte[] secret = new byte[SecretKey.ByteCount];
        Key.Secret.Write(secret);
        Assert.DoesNotContain(Convert.ToHexStringLower(secret), File.ReadAllText(path));
        Assert.DoesNotContain(Convert.ToHexStringLower(secret), Key.ToString());
    }
}
