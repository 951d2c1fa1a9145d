using System.Text;

namespace Rollup.Sequencer.Tests.Rpc;

/// <summary>JSON as a generator builds it: repeated names and broken leaves are possible.</summary>
internal abstract record JsonText
{
    public override string ToString()
    {
        var text = new StringBuilder();
        Write(text);
        return text.ToString();
    }

    protected abstract void Write(StringBuilder text);

    /// <summary>Any text at all.</summary>
    public sealed record Leaf(string Text) : JsonText
    {
        public override string ToString() => Text;

        protected override void Write(StringBuilder text) => text.Append(Text);
    }

    public sealed record Members(List<(string Name, JsonText Value)> Items) : JsonText
    {
        public override string ToString() => base.ToString();

        protected override void Write(StringBuilder text)
        {
            text.Append('{');
            for (int i = 0; i < Items.Count; i++)
            {
                text.Append(i > 0 ? "," : "").Append('"').Append(Items[i].Name).Append("\":");
                Items[i].Value.Write(text);
            }

            text.Append('}');
        }
    }

    public sealed record Elements(List<JsonText> Items) : JsonText
    {
        public override string ToString() => base.ToString();

        protected override void Write(StringBuilder text)
        {
            text.Append('[');
            for (int i = 0; i < Items.Count; i++)
            {
                text.Append(i > 0 ? "," : "");
                Items[i].Write(text);
            }

            text.Append(']');
        }
    }
}
