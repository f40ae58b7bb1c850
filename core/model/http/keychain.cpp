#include "core/model/http/keychain.h"

#ifdef ESPALIER_HAS_KEYCHAIN
#include <QEventLoop>
#include <QTimer>
#include <qt6keychain/keychain.h>

#include <chrono>
#endif

namespace espalier {

#ifdef ESPALIER_HAS_KEYCHAIN

Result<ApiKey> keyFromKeychain(const std::string& host)
{
    constexpr std::chrono::seconds kPatience{60};
    QEventLoop loop;
    // Left to itself when nobody answers in time: it ends and is deleted when its call over the bus does.
    auto* const job = new QKeychain::ReadPasswordJob(QStringLiteral("espalier"));
    job->setKey(QString::fromStdString(host));
    Result<ApiKey> found = Error{ErrorKind::Machine, "the keychain cannot be asked",
                                 "it did not answer within a minute", "unlock it and try again"};
    QObject::connect(job, &QKeychain::Job::finished, &loop, [&](QKeychain::Job*) {
        if (job->error() == QKeychain::NoError) {
            found = ApiKey::fromText(job->textData().toStdString(), "the keychain");
        } else if (job->error() == QKeychain::EntryNotFound) {
            found = ApiKey();
        } else {
            found = Error{ErrorKind::Machine, "the keychain cannot be asked", job->errorString().toStdString(),
                          "set the key in the environment"};
        }
        loop.quit();
    });
    QTimer::singleShot(kPatience, &loop, &QEventLoop::quit);
    job->start();
    loop.exec();
    return found;
}

#else

Result<ApiKey> keyFromKeychain(const std::string&)
{
    return Error{ErrorKind::Machine, "the keychain cannot be asked", "this program was built without QtKeychain",
                 "set the key in the environment"};
}

#endif

} // namespace espalier
