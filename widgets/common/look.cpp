#include "widgets/common/look.h"

#include "widgets/common/flatstyle.h"
#include "widgets/common/theme.h"

#include <QApplication>

#include <algorithm>
#include <array>

namespace espalier {

void applyLook(QApplication& application, const Settings& settings)
{
    applyTheme(application, settings.theme);
    const bool motion = !settings.reducedMotion;
    if (auto* style = qobject_cast<FlatStyle*>(QApplication::style())) {
        style->setMotion(motion);
    }
    static const int kUsualFlash = QApplication::cursorFlashTime();
    QApplication::setCursorFlashTime(motion ? kUsualFlash : 0);
    static constexpr std::array kEffects{Qt::UI_AnimateMenu, Qt::UI_FadeMenu, Qt::UI_AnimateCombo,
                                         Qt::UI_AnimateTooltip, Qt::UI_FadeTooltip};
    if (!motion) {
        for (const Qt::UIEffect effect : kEffects) {
            QApplication::setEffectEnabled(effect, false);
        }
    }
}

void applyFont(const Settings& settings)
{
    if (settings.font > 0) {
        QFont font = QApplication::font();
        font.setPointSizeF(std::clamp(settings.font, Settings::kLeastFont, Settings::kMostFont));
        QApplication::setFont(font);
    }
}

} // namespace espalier
