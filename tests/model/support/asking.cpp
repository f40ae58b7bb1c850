#include "tests/model/support/asking.h"

#include <thread>

using namespace espalier;
using std::chrono::milliseconds;

HttpOptions hasty(RecordedWaits* record)
{
    HttpOptions options;
    options.limits = {milliseconds(2'000), milliseconds(300), milliseconds(5'000)};
    options.retries.attempts = 3;
    options.wait = [record](milliseconds time, std::stop_token) {
        if (record) {
            record->waits.push_back(time);
        }
        return true;
    };
    return options;
}

std::unique_ptr<HttpModel> modelAt(ModelApi api, const std::string& address, HttpOptions options)
{
    const auto choice =
        parseModelChoice((api == ModelApi::Anthropic ? "anthropic:test-model@" : "openai:test-model@") + address);
    const auto key = ApiKey::fromText(kTestKey, "a test");
    if (!choice || !key) {
        return nullptr;
    }
    return std::make_unique<HttpModel>(*choice, *key, Price{1e6, 2e6, 3e6, 4e6}, std::move(options));
}

std::string Asked::allShown() const
{
    std::string all;
    for (const std::string& one : shown) {
        all += one;
    }
    return all;
}

Asked ask(const Model& model, std::stop_token stop, const Model::OnText& onText)
{
    const ModelRequest request{"You write kernels.", {{ModelTurn::Role::User, "Make it faster."}}, {}, "step-1", 7};
    Asked asked{Error{}, {}};
    std::thread caller([&] {
        const auto show = [&](std::string_view text) {
            asked.shown.emplace_back(text);
            if (onText) {
                onText(text);
            }
        };
        asked.reply = model.ask(request, show, stop);
    });
    caller.join();
    return asked;
}
