#pragma once

#include "widgets/common/settings.h"

#include <QDialog>

class QCheckBox;
class QComboBox;
class QDoubleSpinBox;
class QFormLayout;
class QLineEdit;

namespace espalier {

/// Theme, size of text, language, motion and the usual store. The theme shows while it is chosen; Cancel takes it back.
class SettingsDialog : public QDialog
{
    Q_OBJECT
public:
    explicit SettingsDialog(const Settings& settings, QWidget* parent = nullptr);

    Settings settings() const;
    /// The answer to folderAsked().
    void setStore(const QString& folder);

Q_SIGNALS:
    /// Something was chosen that can be looked at before it is kept.
    void tried(const espalier::Settings& settings);
    /// Another folder for the usual store is to be chosen; files are the program's business.
    void folderAsked();

private:
    void offerChoices();
    QFormLayout* makeForm();

    Settings m_settings;
    QComboBox* m_theme;
    QDoubleSpinBox* m_font;
    QComboBox* m_language;
    QCheckBox* m_motion;
    QLineEdit* m_store;
};

} // namespace espalier
