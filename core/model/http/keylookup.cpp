#include "core/model/http/keylookup.h"

#include <cstdlib>
#include <utility>

namespace espalier {
namespace {

/// The variable for a host, and whether it is a provider's own.
std::pair<std::string, bool> variableFor(const ServerAddress& address)
{
    if (address.host() == "api.anthropic.com") {
        return {"ANTHROPIC_API_KEY", true};
    }
    if (address.host() == "api.openai.com") {
        return {"OPENAI_API_KEY", true};
    }
    return {"ESPALIER_API_KEY", false};
}

Result<ApiKey> findKeyFor(const ServerAddress& address, const KeychainLookup& keychain)
{
    const auto [variable, isProvider] = variableFor(address);
    if (const char* text = std::getenv(variable.c_str()); text && *text) {
        return ApiKey::fromText(text, variable);
    }
    if (address.isLoopback()) {
        return ApiKey();
    }
    Result<ApiKey> found = keychain(address.host());
    if (isProvider && (!found || found->isEmpty())) {
        const std::string keychainSays = found ? "has none either" : "cannot be asked (" + found.error().why + ")";
        return Error{ErrorKind::Usage, "there is no key for " + address.host(),
                     variable + " is not set, and the keychain " + keychainSays,
                     "set " + variable + ", or put the key into the keychain as the manual's page models.md shows"};
    }
    // A machine without a keychain is no obstacle for a server that wants no key.
    return found ? found : Result<ApiKey>(ApiKey());
}

} // namespace

Result<ApiKey> findKey(const ModelChoice& choice, const KeychainLookup& keychain)
{
    Result<ApiKey> key = findKeyFor(choice.address, keychain);
    if (key && !key->isEmpty() && !choice.address.isEncrypted() && !choice.address.isPrivate()) {
        return Error{ErrorKind::Usage, "the key for " + choice.address.host() + " is not sent",
                     "an http address would carry it unencrypted through networks that are not yours",
                     "give an https address, or the number of a machine in your own network"};
    }
    return key;
}

} // namespace espalier
