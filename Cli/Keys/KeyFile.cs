using Rollup.Cli.Output;
using Rollup.Wallet.Keys;

namespace Rollup.Cli.Keys;

/// <summary>Key files as commands use them: every fault is a configuration error.</summary>
public static class KeyFile
{
    public static WalletKey Open(string path, string? passphraseFile, Terminal terminal)
    {
        KeystoreFile file = Read(path);
        string passphrase = Passphrase.Read(passphraseFile, terminal);
        return Guard(() => WalletKey.Open(file, passphrase));
    }

    public static KeystoreFile Read(string path) => Guard(() => KeystoreFile.Read(path));

    public static void WriteNew(WalletKey key, string path, string passphrase) => Guard(() =>
    {
        key.Seal(passphrase).WriteNew(path);
        return true;
    });

    private static T Guard<T>(Func<T> use)
    {
        try
        {
            return use();
        }
        catch (KeystoreException error)
        {
            throw new CommandFailedException(ExitCode.Configuration, error.Message);
        }
    }
}
