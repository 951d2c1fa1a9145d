using System.CommandLine;
using Rollup.Cli.Keys;
using Rollup.Cli.Output;
using Rollup.Crypto.Signatures;
using Rollup.Protocol;
using Rollup.Wallet.Ethereum;
using Rollup.Wallet.Keys;
using Spectre.Console;

namespace Rollup.Cli.Commands.Wallet;

/// <summary><c>wallet new</c>, <c>import</c> and <c>address</c>.</summary>
internal static class KeyCommands
{
    private const string NoOwnerWarning =
        "warning: no L1 owner is set: without the operator's help nothing can leave this address (--l1-owner 0x…)";

    public static Command CreateNew()
    {
        Option<string> key = WalletOptions.Key(), passphraseFile = WalletOptions.PassphraseFile(), owner = L1Owner();
        Command command = new("new", "Make a key and seal it into a new key file.") { key, owner, passphraseFile };
        command.WithExamples("./rollup wallet new --key alice.json --l1-owner 0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266");
        return command.Does((result, terminal) =>
        {
            WalletKey made = new(SecretKey.Generate(), ParseOwner(result.GetValue(owner)));
            Store(made, result.GetValue(key)!, result.GetValue(passphraseFile), terminal);
            return ExitCode.Done;
        });
    }

    public static Command CreateImport()
    {
        Option<string> key = WalletOptions.Key(), passphraseFile = WalletOptions.PassphraseFile(), owner = L1Owner();
        Option<string> secretFile = new("--secret-file") { Description = "File with the secret key: 0x and 80 hexadecimal digits; - for standard input.", HelpName = "FILE" };
        Option<string> ethereum = new("--from-ethereum") { Description = "Derive the key from signatures of this Ethereum account, which becomes the L1 owner.", HelpName = "ACCOUNT" };
        Option<string[]> signature = new("--signature") { Description = "The account's signature of the printed text; give it twice, from two separate requests.", HelpName = "HEX" };
        Option<long> chainId = new("--chain-id") { Description = "Chain that the derived key is for.", DefaultValueFactory = _ => (long)ChainContext.DevelopmentChainId };
        Option<string> contract = new("--contract") { Description = "Contract that the derived key is for.", DefaultValueFactory = _ => EthereumAddress.Zero.ToString() };
        Command command = new("import", "Seal an existing secret key, or one derived from an Ethereum account, into a new key file.")
        {
            key, owner, passphraseFile, secretFile, ethereum, signature, chainId, contract,
        };
        command.WithExamples(
            "./rollup wallet import --key alice.json --secret-file secret.txt",
            "./rollup wallet import --from-ethereum 0xf39F…2266            (prints what to sign)",
            "./rollup wallet import --from-ethereum 0xf39F…2266 --signature 0x… --signature 0x… --key alice.json");
        return command.Does((result, terminal) =>
        {
            if (result.GetValue(ethereum) is { } account)
            {
                ChainContext chain = new((ulong)result.GetValue(chainId), ParseOwner(result.GetValue(contract)));
                return ImportDerived(chain, ParseOwner(account), result.GetValue(signature) ?? [], result.GetValue(key)!, result.GetValue(passphraseFile), terminal);
            }

            string source = result.GetValue(secretFile)
                ?? throw new CommandFailedException(ExitCode.Usage, "give --secret-file FILE or --from-ethereum ACCOUNT");
            WalletKey imported = new(ReadSecret(source), ParseOwner(result.GetValue(owner)));
            Store(imported, result.GetValue(key)!, result.GetValue(passphraseFile), terminal);
            return ExitCode.Done;
        });
    }

    public static Command CreateAddress()
    {
        Option<string> key = WalletOptions.Key();
        Command command = new("address", "Print the address of a key file; no pass phrase is needed.") { key };
        command.WithExamples("./rollup wallet address --key alice.json");
        return command.Does((result, terminal) =>
        {
            L2Address address = WalletKey.AddressOf(KeyFile.Read(result.GetValue(key)!));
            terminal.Result(new { address = address.ToString() }, console => console.WriteLine(address.ToString()));
            return ExitCode.Done;
        });
    }

    private static int ImportDerived(
        ChainContext chain, EthereumAddress account, string[] signatures, string keyPath, string? passphraseFile, Terminal terminal)
    {
        string text = new SigningKeyText(chain).ToJson();
        if (signatures.Length == 0)
        {
            terminal.Say($"Sign this twice with {account.ToChecksumString()} (eth_signTypedData_v4) and give both results with --signature.");
            terminal.Say("Whoever gets such a signature can spend the balance: sign this text in no other program, on no web page.");
            terminal.Result(new { typedData = System.Text.Json.Nodes.JsonNode.Parse(text) }, console => console.WriteLine(text));
            return ExitCode.Done;
        }

        if (signatures.Length != 2)
        {
            throw new CommandFailedException(ExitCode.Usage, $"give --signature exactly twice, not {signatures.Length} times");
        }

        if (!SigningKeyDerivation.TryDerive(chain, account, Bytes(signatures[0]), Bytes(signatures[1]), out SecretKey? secret, out string? reason))
        {
            throw new CommandFailedException(ExitCode.Refused, reason);
        }

        Store(new WalletKey(secret, account), keyPath, passphraseFile, terminal);
        return ExitCode.Done;
    }

    private static void Store(WalletKey key, string path, string? passphraseFile, Terminal terminal)
    {
        if (File.Exists(path))
        {
            throw new CommandFailedException(ExitCode.Configuration, $"{path} exists already; a key file is never overwritten");
        }

        KeyFile.WriteNew(key, path, Passphrase.ReadNew(passphraseFile, terminal));
        if (key.L1Owner.IsZero)
        {
            terminal.Say(NoOwnerWarning);
        }

        terminal.Result(
            new { address = key.Address.ToString(), publicKey = key.Secret.PublicKey.ToString(), l1Owner = key.L1Owner.ToString(), keyFile = path },
            console => console.WriteLine($"{key.Address} (key file {path})"));
    }

    private static SecretKey ReadSecret(string source)
    {
        string text;
        try
        {
            text = (source == "-" ? Console.In.ReadToEnd() : File.ReadAllText(source)).Trim();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new CommandFailedException(ExitCode.NoInput, $"the secret key cannot be read: {error.Message}");
        }

        return Crypto.Hex.TryParse(text, SecretKey.ByteCount, out byte[] bytes) && SecretKey.TryRead(bytes, out SecretKey? key)
            ? key
            : throw new CommandFailedException(ExitCode.DataError, $"that is no secret key: expected 0x and {2 * SecretKey.ByteCount} lower-case hexadecimal digits, from 1 to the group order");
    }

    private static Option<string> L1Owner() => new("--l1-owner")
    {
        Description = "Ethereum account that may force an exit on L1. It cannot be changed later.",
        HelpName = "ACCOUNT",
    };

    private static EthereumAddress ParseOwner(string? text) =>
        text is null ? EthereumAddress.Zero
        : EthereumAddress.TryParseWalletInput(text, out EthereumAddress address) ? address
        : throw new CommandFailedException(ExitCode.Usage, $"'{text}' is not an Ethereum address: expected 0x and 40 hexadecimal digits, with a correct checksum if mixed case");

    private static byte[] Bytes(string text)
    {
        try
        {
            return Convert.FromHexString(text.StartsWith("0x", StringComparison.Ordinal) ? text[2..] : text);
        }
        catch (FormatException)
        {
            throw new CommandFailedException(ExitCode.Usage, "--signature must be hexadecimal");
        }
    }
}
