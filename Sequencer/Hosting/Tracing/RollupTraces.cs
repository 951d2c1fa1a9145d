using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Rollup.Sequencer.Hosting;

/// <summary>Exports traces by OTLP, when an endpoint is configured. Without one, nothing is collected.</summary>
public static class RollupTraces
{
    /// <param name="endpoint">
    /// Of a collector. With the path <c>/v1/traces</c>, OTLP goes as protobuf over HTTP; else by gRPC.
    /// </param>
    /// <returns>What flushes and ends the export when disposed.</returns>
    public static IDisposable Export(Uri endpoint, string serviceName, string serviceVersion) =>
        Sdk.CreateTracerProviderBuilder()
            .SetResourceBuilder(ResourceBuilder.CreateEmpty().AddService(serviceName, serviceVersion: serviceVersion, autoGenerateServiceInstanceId: false))

            // ASP.NET's own source too: its span of the HTTP request is the parent, and an unsampled parent hides its children.
            .AddSource("Rollup.*", "Microsoft.AspNetCore")
            .AddOtlpExporter(exporter =>
            {
                exporter.Endpoint = endpoint;
                exporter.Protocol = endpoint.AbsolutePath.EndsWith("/v1/traces", StringComparison.Ordinal)
                    ? OtlpExportProtocol.HttpProtobuf
                    : OtlpExportProtocol.Grpc;
            })
            .Build()!;
}
