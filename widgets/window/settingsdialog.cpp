#include "widgets/window/settingsdialog.h"

#include "widgets/common/fonts.h"
#include "widgets/common/helppage.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QDoubleSpinBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

namespace espalier {

SettingsDialog::SettingsDialog(const Settings& settings, QWidget* parent)
    : QDialog(parent), m_settings(settings), m_theme(new QComboBox(this)), m_font(new QDoubleSpinBox(this)),
      m_language(new QComboBox(this)), m_motion(new QCheckBox(tr("Nothing glides, fades or blinks"), this)),
      m_store(new QLineEdit(settings.store, this))
{
    setWindowTitle(tr("Settings"));
    setHelpPage(this, QStringLiteral("settings"));
    offerChoices();
    QFormLayout* form = makeForm(); // before the buttons, for the keyboard
    auto* note = new QLabel(tr("Size of text, language and store are those of the next start."), this);
    note->setFont(fonts::small(font()));
    note->setForegroundRole(QPalette::PlaceholderText);
    note->setWordWrap(true);
    auto* buttons = new QDialogButtonBox(this);
    buttons->addButton(tr("Cancel"), QDialogButtonBox::RejectRole);
    buttons->addButton(tr("Save"), QDialogButtonBox::AcceptRole)->setDefault(true);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(20, 16, 20, 16);
    column->setSpacing(16);
    column->addLayout(form);
    column->addWidget(note);
    column->addWidget(buttons);
    connect(m_theme, &QComboBox::currentIndexChanged, this, [this] { Q_EMIT tried(this->settings()); });
    connect(m_motion, &QCheckBox::toggled, this, [this] { Q_EMIT tried(this->settings()); });
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(this, &QDialog::rejected, this, [this] { Q_EMIT tried(m_settings); });
}

void SettingsDialog::offerChoices()
{
    m_theme->setObjectName(QStringLiteral("theme"));
    m_theme->addItem(tr("As the desktop"), QString());
    m_theme->addItem(tr("Light"), QStringLiteral("light"));
    m_theme->addItem(tr("Dark"), QStringLiteral("dark"));
    m_theme->addItem(tr("High contrast"), QStringLiteral("contrast"));
    m_theme->setCurrentIndex(std::max(0, m_theme->findData(m_settings.theme)));
    m_font->setRange(Settings::kLeastFont - 0.5, Settings::kMostFont);
    m_font->setSingleStep(0.5);
    m_font->setDecimals(1);
    m_font->setSuffix(tr(" pt"));
    m_font->setSpecialValueText(tr("As the desktop"));
    m_font->setValue(m_settings.font > 0 ? m_settings.font : m_font->minimum());
    m_language->setObjectName(QStringLiteral("language"));
    m_language->addItem(tr("As the desktop"), QString());
    // Each in its own words, so that a person who chose the wrong one finds back.
    m_language->addItem(QStringLiteral("English"), QStringLiteral("en"));
    m_language->addItem(QStringLiteral("Deutsch"), QStringLiteral("de"));
    m_language->addItem(QStringLiteral("简体中文"), QStringLiteral("zh_CN"));
    m_language->setCurrentIndex(std::max(0, m_language->findData(m_settings.language)));
    m_motion->setChecked(m_settings.reducedMotion);
}

QFormLayout* SettingsDialog::makeForm()
{
    m_store->setPlaceholderText(tr("the standard folder"));
    m_store->setMinimumWidth(280);
    auto* choose = new QPushButton(tr("Choose…"), this);
    choose->setAutoDefault(false);
    connect(choose, &QPushButton::clicked, this, &SettingsDialog::folderAsked);
    auto* place = new QHBoxLayout;
    place->addWidget(m_store, 1);
    place->addWidget(choose);

    auto* form = new QFormLayout;
    form->setHorizontalSpacing(16);
    form->setVerticalSpacing(12);
    const auto add = [&](const QString& name, QWidget* field) {
        form->addRow(name, field);
        field->setAccessibleName(name);
    };
    add(tr("Theme"), m_theme);
    add(tr("Size of text"), m_font);
    add(tr("Language"), m_language);
    add(tr("Reduced motion"), m_motion);
    form->addRow(tr("Usual store"), place);
    m_store->setAccessibleName(tr("Usual store"));
    return form;
}

Settings SettingsDialog::settings() const
{
    Settings chosen = m_settings;
    chosen.theme = m_theme->currentData().toString();
    chosen.font = m_font->value() < Settings::kLeastFont ? 0 : m_font->value();
    chosen.language = m_language->currentData().toString();
    chosen.reducedMotion = m_motion->isChecked();
    chosen.store = m_store->text().trimmed();
    return chosen;
}

void SettingsDialog::setStore(const QString& folder)
{
    m_store->setText(folder);
}

} // namespace espalier
