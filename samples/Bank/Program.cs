using Bank.Accounts;
using Bank.Hosting;
using Bank.People;
using Bank.Security;
using Bank.SignIn;
using Bank.Transfers;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

var builder = WebApplication.CreateBuilder(args);
var data = DataDirectory.Open(builder);

builder.Services.AddDbContext<BankDb>(options => options.UseSqlite(data.ConnectionString("bank.db")));
builder.Services.AddIdentity<BankUser, IdentityRole>(IdentitySettings.Apply).AddEntityFrameworkStores<BankDb>();
builder.Services.AddProtectionKeys(builder.Configuration, data);
builder.Services.AddSojourn().AddIdentity<BankUser>().AddConfiguredStore(builder.Configuration, data);
builder.Services.AddAuthorization();
builder.Services.AddBankJson();
builder.Services.AddScoped<TransferDesk>();

var app = builder.Build();
await app.PrepareDemoAsync();

app.UseKnownProxies();
app.UseExceptionHandler();
app.UseStatusCodePages();
app.UseSecurityHeaders();
app.UsePageAssets();
app.UseSojourn();
app.UseAuthorization();

app.MapSojourn();
var api = app.MapGroup("/api");
api.MapSignIn();
api.MapSecurity();
api.MapAccounts();
api.MapTransfers(app.Configuration);
app.MapPage();

await app.RunAsync();
