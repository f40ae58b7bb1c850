#pragma once

#include "core/base/result.h"
#include "core/model/http/apikey.h"
#include "core/model/http/modelchoice.h"

#include <functional>
#include <string>

namespace espalier {

/// Asks a keychain for the key of a host; an empty one when it has none, an error when it cannot be asked.
using KeychainLookup = std::function<Result<ApiKey>(const std::string& host)>;

/// The key that goes with a choice: from the environment, else from the keychain. ANTHROPIC_API_KEY and OPENAI_API_KEY
/// go to their providers' own hosts and nowhere else, ESPALIER_API_KEY to any other. The keychain is not asked for this
/// machine. A provider's own host without a key is an error, as is a key that would travel unencrypted beyond private
/// networks; elsewhere a server may want none.
Result<ApiKey> findKey(const ModelChoice& choice, const KeychainLookup& keychain);

} // namespace espalier
