using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;
using Microsoft.Net.Http.Headers;
using MoCluster.GrainInterfaces;
using MoCluster.Silo.Configuration;
using MoCluster.Silo.Configuration.Sections;
using MoCluster.Silo.Errors;

namespace MoCluster.Silo.Security;

/// <summary>Checks the bearer tokens of requests when authentication is configured. Every request except health checks needs a valid token. Tokens are never logged.</summary>
internal static class BearerTokens
{
    private const string NotAuthenticated = "User is not authenticated";
    private const string Scheme = JwtBearerDefaults.AuthenticationScheme;

    /// <summary>Adds the token checks if authentication is configured.</summary>
    /// <param name="services">The services of the process.</param>
    /// <param name="all">The settings.</param>
    public static IServiceCollection AddCallers(this IServiceCollection services, Settings all)
    {
        var settings = all.Get<AuthenticationSettings>();
        return settings.IsConfigured ? AddBearer(services, settings) : services;
    }

    /// <summary>A method of its own, so that the libraries are not loaded when there is no authentication.</summary>
    private static IServiceCollection AddBearer(IServiceCollection services, AuthenticationSettings settings)
    {
        // Not AddAuthentication: it would write data protection keys for cookies to files, and there are no cookies.
        services.AddAuthenticationCore(options => options.DefaultScheme = Scheme);
        services.AddSingleton(UrlEncoder.Default);
        services.AddSingleton<IAuthenticationConfigurationProvider, NoFurtherConfiguration>();
        new AuthenticationBuilder(services).AddJwtBearer(Scheme, bearer => Configure(bearer, settings));
        return services;
    }

    /// <summary>Passes a request with a valid token on and stores its caller in the request. Refuses other requests with 401.</summary>
    /// <param name="context">The request.</param>
    /// <param name="next">The rest of the pipeline.</param>
    public static async Task RunAsync(HttpContext context, RequestDelegate next)
    {
        var result = await context.AuthenticateAsync(Scheme);
        if (result.Succeeded && context.Features.Get<Caller>() is not null)
        {
            await next(context);
            return;
        }

        context.Response.Headers[HeaderNames.WWWAuthenticate] = result.Failure is { } failure
            ? $"Bearer error=\"invalid_token\", error_description=\"{Reason(failure)}\""
            : "Bearer";
        if (Os2moPaths.IsVersion(context.Request.Path))
        {
            // OS2mo answers this too with 200. Its frontend tells by the message that the token must be renewed.
            var message = result.Failure is SecurityTokenExpiredException ? "Signature has expired" : NotAuthenticated;
            await JsonErrors.WriteAsync(context, StatusCodes.Status200OK, new Refusal(HttpErrorCode.Unauthenticated, message), hasData: true);
            return;
        }

        await JsonErrors.WriteAsync(context, StatusCodes.Status401Unauthorized, HttpErrorCode.Unauthenticated, NotAuthenticated);
    }

    private static void Configure(JwtBearerOptions bearer, AuthenticationSettings settings)
    {
        bearer.MapInboundClaims = false;
        bearer.SaveToken = false;
        bearer.TokenValidationParameters = new TokenValidationParameters
        {
            ValidAlgorithms = SigningKeys.Algorithms,
            ValidIssuer = settings.Authority,
            ValidAudience = settings.Audience,
            ValidateIssuer = true,
            ValidateAudience = true,
            ValidateLifetime = true,
            ValidateIssuerSigningKey = true,
            RequireSignedTokens = true,
            RequireExpirationTime = true,
            ClockSkew = settings.ClockSkew,
        };
        if (settings.KeysFile.Length > 0)
        {
            bearer.TokenValidationParameters.IssuerSigningKeys = SigningKeys.Read(settings.KeysFile);
            bearer.Configuration = new OpenIdConnectConfiguration { Issuer = settings.Authority };
        }
        else
        {
            bearer.Authority = settings.Authority;
            bearer.RequireHttpsMetadata = !settings.AllowHttp;
        }

        bearer.Events = new JwtBearerEvents
        {
            // When the issuer is out of reach, no token can be checked, so the request is refused like one with an invalid token.
            OnAuthenticationFailed = failed =>
            {
                failed.Fail(failed.Exception);
                return Task.CompletedTask;
            },
            OnTokenValidated = validated =>
            {
                if (validated.SecurityToken is JsonWebToken token && TokenPayload.Read(token.EncodedPayload, settings) is { } caller)
                    validated.HttpContext.Features.Set(caller with { Until = End(token, settings.ClockSkew) });
                else
                    validated.Fail(new NamelessTokenException(settings.UuidClaim));
                return Task.CompletedTask;
            },
        };
    }

    /// <summary>Some issuers use a date in the far future for tokens that do not expire; it may exceed the range.</summary>
    private static DateTimeOffset End(JsonWebToken token, TimeSpan skew) =>
        token.ValidTo < DateTime.MaxValue - skew ? new DateTimeOffset(token.ValidTo) + skew : DateTimeOffset.MaxValue;

    /// <summary>Says why a token is invalid. The library's own messages are not used, because they may quote the token.</summary>
    private static string Reason(Exception failure) => failure switch
    {
        NamelessTokenException => failure.Message,
        SecurityTokenExpiredException => "The token has expired",
        SecurityTokenNotYetValidException => "The token is not valid yet",
        SecurityTokenNoExpirationException => "The token has no expiration time",
        SecurityTokenInvalidAudienceException => "The token is for another audience",
        SecurityTokenInvalidIssuerException => "The token is of another issuer",
        SecurityTokenSignatureKeyNotFoundException => "The token is signed with a key that is not the issuer's",
        SecurityTokenInvalidSignatureException => "The signature of the token is wrong",
        SecurityTokenInvalidAlgorithmException => "The token is signed with an algorithm that is not allowed",
        _ => "The token is not one that this server accepts",
    };

    /// <summary>Hides the configuration from ASP.NET: all settings of authentication are in the section Authentication, where unknown keys are refused.</summary>
    private sealed class NoFurtherConfiguration : IAuthenticationConfigurationProvider
    {
        public IConfiguration AuthenticationConfiguration { get; } = new ConfigurationBuilder().Build();
    }
}
