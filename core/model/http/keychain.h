#pragma once

#include "core/base/result.h"
#include "core/model/http/apikey.h"

#include <string>

namespace espalier {

/// The key that the system's keychain holds for a host, under the service "espalier"; empty when it holds none. Waits
/// at most a minute, in which the user may be asked to unlock it. ErrorKind::Machine when there is no keychain, or when
/// the program was built without it. Needs a QCoreApplication.
Result<ApiKey> keyFromKeychain(const std::string& host);

} // namespace espalier
