using Microsoft.AspNetCore;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.BearerToken;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authentication.OAuth;
using Microsoft.AspNetCore.Authentication.OAuth.Claims;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Infrastructure;
using Microsoft.AspNetCore.Authorization.Policy;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Builder.Extensions;
using Microsoft.AspNetCore.Certificates.Generation;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.CompilerServices;
using Microsoft.AspNetCore.Components.Discovery;
using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.Components.Endpoints.Infrastructure;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.AspNetCore.Components.Forms.Mapping;
using Microsoft.AspNetCore.Components.HtmlRendering.Infrastructure;
using Microsoft.AspNetCore.Components.Infrastructure;
using Microsoft.AspNetCore.Components.Infrastructure.Server;
using Microsoft.AspNetCore.Components.Rendering;
using Microsoft.AspNetCore.Components.RenderTree;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.AspNetCore.Components.Sections;
using Microsoft.AspNetCore.Components.Server;
using Microsoft.AspNetCore.Components.Server.BlazorPack;
using Microsoft.AspNetCore.Components.Server.Circuits;
using Microsoft.AspNetCore.Components.Server.ProtectedBrowserStorage;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.AspNetCore.Components.Web.HtmlRendering;
using Microsoft.AspNetCore.Components.Web.Infrastructure;
using Microsoft.AspNetCore.Components.Web.Internal;
using Microsoft.AspNetCore.Components.Web.Virtualization;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Abstractions;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.CookiePolicy;
using Microsoft.AspNetCore.Cors;
using Microsoft.AspNetCore.Cors.Infrastructure;
using Microsoft.AspNetCore.Cryptography.Cng;
using Microsoft.AspNetCore.Cryptography.KeyDerivation;
using Microsoft.AspNetCore.Cryptography.KeyDerivation.PBKDF2;
using Microsoft.AspNetCore.Cryptography.SafeHandles;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.AuthenticatedEncryption;
using Microsoft.AspNetCore.DataProtection.AuthenticatedEncryption.ConfigurationModel;
using Microsoft.AspNetCore.DataProtection.Cng.Internal;
using Microsoft.AspNetCore.DataProtection.Infrastructure;
using Microsoft.AspNetCore.DataProtection.Internal;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.KeyManagement.Internal;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.AspNetCore.DataProtection.SP800_108;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.AspNetCore.Diagnostics.RazorViews;
using Microsoft.AspNetCore.DiagnosticsViewPage.Views;
using Microsoft.AspNetCore.HostFiltering;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Builder;
using Microsoft.AspNetCore.Hosting.Infrastructure;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Abstractions;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Hosting.StaticWebAssets;
using Microsoft.AspNetCore.Hosting.Views;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.Http.Connections.Features;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Features.Authentication;
using Microsoft.AspNetCore.Http.Headers;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Http.Timeouts;
using Microsoft.AspNetCore.HttpLogging;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.HttpsPolicy;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.Data;
using Microsoft.AspNetCore.Identity.UI.Services;
using Microsoft.AspNetCore.Internal;
using Microsoft.AspNetCore.Localization;
using Microsoft.AspNetCore.Localization.Routing;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.AspNetCore.Mvc.ActionConstraints;
using Microsoft.AspNetCore.Mvc.ApiExplorer;
using Microsoft.AspNetCore.Mvc.ApplicationModels;
using Microsoft.AspNetCore.Mvc.ApplicationParts;
using Microsoft.AspNetCore.Mvc.Authorization;
using Microsoft.AspNetCore.Mvc.Controllers;
using Microsoft.AspNetCore.Mvc.Core.Infrastructure;
using Microsoft.AspNetCore.Mvc.Cors;
using Microsoft.AspNetCore.Mvc.DataAnnotations;
using Microsoft.AspNetCore.Mvc.Diagnostics;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.Formatters;
using Microsoft.AspNetCore.Mvc.Formatters.Xml;
using Microsoft.AspNetCore.Mvc.Infrastructure;
using Microsoft.AspNetCore.Mvc.Localization;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.ModelBinding.Binders;
using Microsoft.AspNetCore.Mvc.ModelBinding.Metadata;
using Microsoft.AspNetCore.Mvc.ModelBinding.Validation;
using Microsoft.AspNetCore.Mvc.Razor;
using Microsoft.AspNetCore.Mvc.Razor.Compilation;
using Microsoft.AspNetCore.Mvc.Razor.Infrastructure;
using Microsoft.AspNetCore.Mvc.Razor.Internal;
using Microsoft.AspNetCore.Mvc.Razor.TagHelpers;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.RazorPages.Infrastructure;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.Routing;
using Microsoft.AspNetCore.Mvc.TagHelpers;
using Microsoft.AspNetCore.Mvc.TagHelpers.Cache;
using Microsoft.AspNetCore.Mvc.ViewComponents;
using Microsoft.AspNetCore.Mvc.ViewEngines;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Mvc.ViewFeatures.Buffers;
using Microsoft.AspNetCore.Mvc.ViewFeatures.Filters;
using Microsoft.AspNetCore.Mvc.ViewFeatures.Infrastructure;
using Microsoft.AspNetCore.OutputCaching;
using Microsoft.AspNetCore.OutputCaching.Policies;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.AspNetCore.Razor.Hosting;
using Microsoft.AspNetCore.Razor.Runtime.TagHelpers;
using Microsoft.AspNetCore.Razor.TagHelpers;
using Microsoft.AspNetCore.RequestDecompression;
using Microsoft.AspNetCore.ResponseCaching;
using Microsoft.AspNetCore.ResponseCompression;
using Microsoft.AspNetCore.Rewrite;
using Microsoft.AspNetCore.Rewrite.ApacheModRewrite;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Constraints;
using Microsoft.AspNetCore.Routing.Internal;
using Microsoft.AspNetCore.Routing.Matching;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.AspNetCore.Routing.Template;
using Microsoft.AspNetCore.Routing.Tree;
using Microsoft.AspNetCore.Server.HttpSys;
using Microsoft.AspNetCore.Server.IIS;
using Microsoft.AspNetCore.Server.IIS.Core;
using Microsoft.AspNetCore.Server.IISIntegration;
using Microsoft.AspNetCore.Server.Kestrel;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core.Internal;
using Microsoft.AspNetCore.Server.Kestrel.Core.Internal.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core.Internal.Http2;
using Microsoft.AspNetCore.Server.Kestrel.Core.Internal.Http2.FlowControl;
using Microsoft.AspNetCore.Server.Kestrel.Core.Internal.Infrastructure;
using Microsoft.AspNetCore.Server.Kestrel.Core.Internal.Infrastructure.PipeWriterHelpers;
using Microsoft.AspNetCore.Server.Kestrel.Core.WebTransport;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.AspNetCore.Server.Kestrel.Transport.NamedPipes;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Quic;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Quic.Internal;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.AspNetCore.Session;
using Microsoft.AspNetCore.Shared;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Internal;
using Microsoft.AspNetCore.SignalR.Protocol;
using Microsoft.AspNetCore.StaticAssets;
using Microsoft.AspNetCore.StaticAssets.Infrastructure;
using Microsoft.AspNetCore.StaticFiles;
using Microsoft.AspNetCore.StaticFiles.Infrastructure;
using Microsoft.AspNetCore.WebSockets;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.CSharp.RuntimeBinder;
using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.Caching.Hybrid;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Configuration.CommandLine;
using Microsoft.Extensions.Configuration.EnvironmentVariables;
using Microsoft.Extensions.Configuration.Ini;
using Microsoft.Extensions.Configuration.Json;
using Microsoft.Extensions.Configuration.KeyPerFile;
using Microsoft.Extensions.Configuration.Memory;
using Microsoft.Extensions.Configuration.UserSecrets;
using Microsoft.Extensions.Configuration.Xml;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Diagnostics.Metrics;
using Microsoft.Extensions.Diagnostics.Metrics.Configuration;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.FileProviders.Composite;
using Microsoft.Extensions.FileProviders.Embedded;
using Microsoft.Extensions.FileProviders.Internal;
using Microsoft.Extensions.FileProviders.Physical;
using Microsoft.Extensions.FileSystemGlobbing;
using Microsoft.Extensions.FileSystemGlobbing.Abstractions;
using Microsoft.Extensions.FileSystemGlobbing.Internal;
using Microsoft.Extensions.FileSystemGlobbing.Internal.PathSegments;
using Microsoft.Extensions.FileSystemGlobbing.Internal.PatternContexts;
using Microsoft.Extensions.FileSystemGlobbing.Internal.Patterns;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Http;
using Microsoft.Extensions.Http.Logging;
using Microsoft.Extensions.Internal;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Configuration;
using Microsoft.Extensions.Logging.Console;
using Microsoft.Extensions.Logging.Debug;
using Microsoft.Extensions.Logging.EventLog;
using Microsoft.Extensions.Logging.EventSource;
using Microsoft.Extensions.Logging.TraceSource;
using Microsoft.Extensions.ObjectPool;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;
using Microsoft.Extensions.RazorViews;
using Microsoft.Extensions.StackTrace.Sources;
using Microsoft.Extensions.Validation;
using Microsoft.Extensions.WebEncoders;
using Microsoft.Extensions.WebEncoders.Testing;
using Microsoft.JSInterop;
using Microsoft.JSInterop.Implementation;
using Microsoft.JSInterop.Infrastructure;
using Microsoft.Net.Http.Headers;
using Microsoft.VisualBasic;
using Microsoft.VisualBasic.CompilerServices;
using Microsoft.VisualBasic.FileIO;
using Microsoft.Win32;
using Microsoft.Win32.SafeHandles;
using Sojourn.AspNetCore.Carriers.Bearer;
using Sojourn.AspNetCore.Carriers.Cookies;
using Sojourn.AspNetCore.Carriers.Sealed;
using Sojourn.AspNetCore.Connections;
using Sojourn.AspNetCore.Csrf;
using Sojourn.AspNetCore.Endpoints;
using Sojourn.AspNetCore.Hosting;
using Sojourn.AspNetCore.Keys;
using Sojourn.AspNetCore.Pipeline;
using Sojourn.AspNetCore.Registration;
using Sojourn.InMemory;
using Sojourn.Keys;
using Sojourn.PostgreSql;
using Sojourn.Registration;
using Sojourn.Sessions;
using Sojourn.Sqlite;
using Sojourn.Stores;
using Sojourn.Testing;
using Sojourn.Testing.Conformance;
using Sojourn.Tokens;

namespace Sojourn.Convention.Surface;

/// <summary>Every public type of ours by its short name, in a file that imports every namespace of ours and of the shared framework.</summary>
/// <remarks>That it compiles is the test: a name that ASP.NET Core uses as well would be ambiguous here and in many hosts.</remarks>
internal static class EveryName
{
    public static readonly Type[] Ours =
    [
        typeof(AllowCrossSiteAttribute),
        typeof(AllowDuringOutageAttribute),
        typeof(AllowOriginsAttribute),
        typeof(BearerOptions),
        typeof(IssuedTokens),
        typeof(KeyOptions),
        typeof(CancellationSuite<>),
        typeof(Carrier),
        typeof(ChangeFeedSuite<>),
        typeof(ChangeResult),
        typeof(ChangeStatus),
        typeof(ClientContext),
        typeof(ClockSuite<>),
        typeof(ConcurrencySuite<>),
        typeof(ConformanceSuites),
        typeof(CreateResult),
        typeof(CreateStatus),
        typeof(CreationSuite<>),
        typeof(CrossSiteEndpointConventionBuilderExtensions),
        typeof(CsrfOptions),
        typeof(CutOff),
        typeof(CutOffScope),
        typeof(CutOffsSuite<>),
        typeof(DeviceListOptions),
        typeof(EndAllResult),
        typeof(EndReason),
        typeof(EndReasonNames),
        typeof(EndResult),
        typeof(EndedSessions),
        typeof(EndingSuite<>),
        typeof(ExpirySuite<>),
        typeof(FoundSession),
        typeof(IAllowCrossSiteMetadata),
        typeof(IAllowOriginsMetadata),
        typeof(ICutOffStore),
        typeof(IFreshSessionMetadata),
        typeof(IKeyRingProtector),
        typeof(SigningAlgorithm),
        typeof(SessionKey),
        typeof(SessionKeyKind),
        typeof(SessionKeyState),
        typeof(SessionKeys),
        typeof(CanaryOptions),
        typeof(SojournHealthExtensions),
        typeof(IKeyRingStore),
        typeof(IProtectSafeMethodsMetadata),
        typeof(IOutageMetadata),
        typeof(ISessionActivityMetadata),
        typeof(ISignInMetadata),
        typeof(ISignInRedirectMetadata),
        typeof(ISojournBuilder),
        typeof(ISojournFeature),
        typeof(ISojournStore),
        typeof(IStoreChangeFeed),
        typeof(IStoreCheckMetadata),
        typeof(InMemorySojournStore),
        typeof(KeyRingName),
        typeof(KeyRingRecord),
        typeof(KeyRingSuite<>),
        typeof(KindLimitOptions),
        typeof(LeaseWithoutFeed),
        typeof(LimitsSuite<>),
        typeof(ListCursor),
        typeof(LookupSuite<>),
        typeof(ManualTimeProvider),
        typeof(ModelSuite<>),
        typeof(NotSignedOutException),
        typeof(OperationId),
        typeof(PageOptions),
        typeof(PayloadSuite<>),
        typeof(ProtectSafeMethodsAttribute),
        typeof(RedirectToSignInAttribute),
        typeof(Renewal),
        typeof(RenewalSuite<>),
        typeof(RequireFreshSessionAttribute),
        typeof(RequireStoreCheckAttribute),
        typeof(RotationCause),
        typeof(RotationSuite<>),
        typeof(SessionChange),
        typeof(SessionCookieOptions),
        typeof(SessionEnding),
        typeof(SessionEndpointConventionBuilderExtensions),
        typeof(SessionId),
        typeof(SessionLimit),
        typeof(SealedSessionTooLargeException),
        typeof(SessionLimitReachedException),
        typeof(SessionManager),
        typeof(SessionPage),
        typeof(SessionProof),
        typeof(SessionRecord),
        typeof(SessionStoreException),
        typeof(SessionTransitions),
        typeof(SignedInContext),
        typeof(SigningInContext),
        typeof(SojournApplicationBuilderExtensions),
        typeof(SojournAuthenticationPropertiesExtensions),
        typeof(SojournDataProtectionBuilderExtensions),
        typeof(SojournDefaults),
        typeof(SojournEndpointRouteBuilderExtensions),
        typeof(SojournEvents),
        typeof(SojournHttpContextExtensions),
        typeof(SojournIdentityExtensions),
        typeof(SojournOptions),
        typeof(SojournResults),
        typeof(SojournServiceCollectionExtensions),
        typeof(SojournSession),
        typeof(SojournSignalRExtensions),
        typeof(SojournPostgreSqlExtensions),
        typeof(SojournSqliteExtensions),
        typeof(StorelessOptions),
        typeof(StorelessServiceCollectionExtensions),
        typeof(IStorelessSojournBuilder),
        typeof(SojournStoreExtensions),
        typeof(PostgreSqlSchema),
        typeof(PostgreSqlSchemaException),
        typeof(PostgreSqlSojournStore),
        typeof(PostgreSqlStoreOptions),
        typeof(SqliteSchemaException),
        typeof(SqliteSojournStore),
        typeof(SqliteStoreOptions),
        typeof(StoreArguments),
        typeof(StoreCapabilities),
        typeof(StoreChange),
        typeof(StoreChangeKind),
        typeof(StoreFixture),
        typeof(StoreSuite<>),
        typeof(SubjectId),
        typeof(SubjectIndexSuite<>),
        typeof(SubjectSessions),
        typeof(SweepResult),
        typeof(SweepStep),
        typeof(TenantId),
        typeof(TokenHash),
        typeof(TokenState),
        typeof(TreatAsSignInAttribute),
        typeof(WithoutSessionActivityAttribute),
    ];
}
