#![no_main]

// A panic that the program catches and reports is found in its report, so the hook of libFuzzer is not needed.
libfuzzer_sys::fuzz_target!(init: drop(std::panic::take_hook()), |data: &[u8]| {
    spravka_fuzz::table::holds(data);
});
