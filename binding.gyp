{
  "target_defaults": {
    "cflags_c": ["-std=gnu17", "-O2", "-Wall", "-Wextra", "-Wno-missing-field-initializers"],
    "xcode_settings": { "GCC_C_LANGUAGE_STANDARD": "gnu17", "MACOSX_DEPLOYMENT_TARGET": "12.0" }
  },
  "targets": [
    {
      "target_name": "prong",
      "sources": [
        "runtime/backend/native/addon/addon.c",
        "runtime/backend/native/addon/descriptor.c",
        "runtime/backend/native/addon/file.c",
        "runtime/backend/native/addon/fork-all.c",
        "runtime/backend/native/addon/interruptible.c",
        "runtime/backend/native/addon/memory.c",
        "runtime/backend/native/addon/process.c",
        "runtime/backend/native/addon/resource.c",
        "runtime/backend/native/addon/signal.c"
      ],
      "conditions": [["OS=='win'", { "type": "none" }]]
    },
    {
      "target_name": "preload",
      "conditions": [
        [
          "OS=='linux'",
          { "type": "shared_library", "product_prefix": "", "product_dir": "<(PRODUCT_DIR)", "sources": ["runtime/backend/native/addon/preload.c"] },
          { "type": "none" }
        ]
      ]
    }
  ]
}
